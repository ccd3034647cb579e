declare module "*.md" {
  /** A page as JSON. */
  const page: string;
  export default page;
}
