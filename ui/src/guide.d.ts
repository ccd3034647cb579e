declare module "*.md" {
  const page: import("./lib/guide").Page;
  export default page;
}
