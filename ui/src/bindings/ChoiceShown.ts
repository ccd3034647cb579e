export type ChoiceShown = {
  word: string; /** button text, verb + object */ label: string; /** what it does, one sentence */ explained: string;
  /** what the window must ask for before it is sent */
  needs: { reason: boolean; day: boolean; text: boolean; draft: boolean; confirmNumber: boolean };
  usual: boolean;
};
