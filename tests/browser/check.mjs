// Looks at pages of reports in a browser: node check.mjs PAGE.html …
// Says each rule that a page breaks, and ends with 1 where there is one.

import { chromium } from "playwright-core";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { structure, hostile, contrast } from "./rules/markup.mjs";
import { overflow, banner } from "./rules/screen.mjs";
import { paper } from "./rules/paper.mjs";
import { tables } from "./rules/tables.mjs";
import { plain } from "./rules/plain.mjs";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Pages with more rows than this are not printed: it takes minutes and shows nothing that fewer rows do not. */
const LARGE = 1_500;

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node check.mjs PAGE.html …");
  process.exit(2);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
let broken = 0;
for (const file of files) {
  const started = Date.now();
  const problems = await look(pathToFileURL(resolve(file)).href);
  for (const problem of problems) console.error(`${basename(file)}: ${problem}`);
  console.log(`${problems.length === 0 ? "ok" : "BROKEN"}  ${basename(file)}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  broken += problems.length;
}
await browser.close();
process.exit(broken === 0 ? 0 : 1);

/** Every rule that the page at `url` breaks, in words. */
async function look(url) {
  const problems = [];
  const report = (rule, found) => problems.push(`${rule}: ${found}`);
  await visit(url, report, { width: 1280, height: 900 }, async (page) => {
    await structure(page, report);
    await hostile(page, report);
    await contrast(page, report, "on a screen");
    await banner(page, report);
    await tables(page, report);
  });
  const large = await visit(url, report, { width: 360, height: 740 }, async (page) => {
    await overflow(page, report, 360);
    return (await page.locator("tr").count()) > LARGE;
  });
  if (!large) {
    for (const width of [768, 1440]) {
      await visit(url, report, { width, height: 740 }, (page) => overflow(page, report, width));
    }
    await visit(url, report, { width: 1280, height: 900 }, (page) => paper(page, report));
  }
  await visit(url, report, { width: 1280, height: 900 }, (page) => plain(page, report), { javaScriptEnabled: false });
  return problems;
}

/** Opens the page alone, holds that nothing but the file itself is asked for and nothing is complained of. */
async function visit(url, report, viewport, act, options = {}) {
  const context = await browser.newContext({ viewport, ...options });
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && report("console", message.text()));
  page.on("pageerror", (error) => report("script", error.message));
  page.on("request", (request) => request.url().split("#")[0] === url || report("request", request.url()));
  page.on("dialog", (dialog) => {
    report("dialog", dialog.message());
    return dialog.dismiss();
  });
  await page.goto(url);
  const answer = await act(page);
  await context.close();
  return answer;
}
