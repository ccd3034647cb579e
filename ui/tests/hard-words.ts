// Words that a practice's people should not have to read, with what is said in their place.

const word = (words: string) => new RegExp(`\\b(?:${words})\\b`, "i");

export const HARD: [RegExp, string][] = [
  [word("utilis\\w+|utiliz\\w+"), "use"], [word("commenc\\w+"), "begin"], [word("terminat(?:e|es|ed|ing)"), "end"], [word("prior to"), "before"],
  [word("in order to"), "to"], [word("facilitat\\w+"), "help"], [word("subsequent(?:ly)?"), "later"], [word("regarding|with regard to|in respect of"), "about"],
  [word("via"), "by or through"], [word("e\\.g|i\\.e|etc"), "for example, that is, and so on"], [word("execut(?:e|es|ed|ing)"), "do"],
  [word("abort\\w*"), "stop"], [word("kill(?:s|ed)?"), "end"], [word("parameter\\w*"), "setting"], [word("payload"), "message"], [word("timestamp"), "time"],
  [word("null|undefined|NaN"), "none"], [word("demographic\\w*"), "details"], [word("individual"), "person"], [word("purchas\\w+"), "buy"],
  [word("additional(?:ly)?"), "more"], [word("approximately"), "about"], [word("assistance"), "help"], [word("attempt(?:s|ed) to"), "try"],
  [word("amongst|whilst"), "among, while"], [word("notwithstanding|hereby|herein|thereof|aforementioned"), "plain words"], [word("endeavou?r\\w*"), "try"],
  [word("ascertain\\w*"), "find out"], [word("initiat(?:e|es|ed|ing)"), "start"], [word("implement\\w*"), "do"], [word("functionality"), "what it does"],
  [word("populat(?:e|es|ed|ing)"), "fill in"], [word("username|login"), "name, sign in"], [word("sufficient(?:ly)?"), "enough"], [word("numerous"), "many"],
  [word("in the event (?:of|that)"), "if"], [word("health authority code"), "cipher"], [word("corrupt(?:ed)?"), "damaged"],
];

/** Words that blame whoever reads them, or frighten. */
export const BLAMES: RegExp[] = [
  word("invalid"), word("illegal"), word("you failed|your (?:error|mistake|fault)"), word("(?:error|exception) occurred|an error has"), word("fatal error|fail(?:ed|ure) to"),
  word("forbidden|prohibited"), word("incorrectly|you (?:did not|didn't|forgot|must not)"), word("oops|sorry|uh-oh"), word("obviously|simply|just (?:click|enter|type)"), word("stupid|bad (?:input|value|data)"),
  /!(?:\s|$)/,
];

export const OVERSEAS: [RegExp, string][] = [
  [word("color\\w*"), "colour"], [word("center\\w*"), "centre"], [word("behavior\\w*"), "behaviour"], [word("cancel(?:ed|ing)"), "cancelled"], [word("catalog"), "catalogue"],
  [word("favorite\\w*"), "favourite"], [word("gray"), "grey"], [word("\\w{3,}(?:[^aeiou]iz|nyz|lyz)(?:e|es|ed|ing|ation)"), "ends in -ise"], [word("license"), "licence, where it is a thing"],
  [word("dialog"), "dialogue, or better window"], [word("labeled|traveled|modeled|signaled"), "doubles the l"], [word("zip code"), "postcode"], [word("fulfill(?:s)?"), "fulfil"], [word("gotten"), "got"],
  [word("toward"), "towards"], [word("enrollment"), "enrolment"],
];
