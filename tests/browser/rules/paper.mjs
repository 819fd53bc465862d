// A page on paper: A4, with what its PDF says.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contrast } from "./markup.mjs";

/** What the style sheet leaves free at the sides and above, in points and pixels. */
const MM = 72 / 25.4;
const SIDE = 16 * MM;
const TOP = 14 * MM;
const inside = (millimetres) => Math.floor(((millimetres - 32) / 25.4) * 96);

export async function paper(page, report) {
  await page.emulateMedia({ media: "print" });
  for (const [width, turned] of [[inside(210), false], [inside(297), true]]) {
    await page.setViewportSize({ width, height: 1000 });
    const found = await page.evaluate((turned) => [...document.querySelectorAll("body *")]
      .filter((element) => !element.matches(".skip, script") && !element.parentElement.closest("svg"))
      .filter((element) => (element.closest("section")?.className === "turned") === turned)
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.outerHTML.slice(0, 120)} reaches ${Math.round(element.getBoundingClientRect().right)}`), turned);
    found.slice(0, 5).forEach((what) => report(`nothing overflows on A4${turned ? ", turned" : ""}`, what));
  }
  const controls = await page.evaluate(() => [...document.querySelectorAll("button, input, select, .controls")]
    .filter((element) => element.checkVisibility()).length);
  if (controls > 0) report("no controls on paper", `${controls}`);
  await contrast(page, report, "on paper");
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1280, height: 900 });
  await sheets(page, report);
}

/** Holds every sheet of the PDF to its margins and its banner. */
async function sheets(page, report) {
  const folder = mkdtempSync(join(tmpdir(), "govscore-paper-"));
  const file = join(folder, "page.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  const text = execFileSync("pdftotext", ["-bbox", file, "-"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 30 });
  rmSync(folder, { recursive: true });

  const { lines, banner, rows, sections } = await page.evaluate(() => ({
    lines: Number(document.body.style.getPropertyValue("--lines")),
    banner: document.querySelector(".banner")?.textContent ?? "",
    rows: document.querySelectorAll("tr").length,
    sections: document.querySelectorAll("section, figure").length,
  }));
  const squeeze = (text) => text.replace(/\s+/g, "");
  const bottom = TOP + (lines * 4 + 2.5) * MM;
  const pages = text.split("<page ").slice(1);
  const most = 4 + rows / 8 + sections;
  if (pages.length > most) report("as many sheets as it takes", `${pages.length}, at most ${Math.round(most)} expected`);
  for (const [at, sheet] of pages.entries()) {
    const width = Number(/width="([\d.]+)"/.exec(sheet)[1]);
    const words = [...sheet.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)]
      .map(([, left, top, right, bottom, word]) => ({
        left: Number(left), right: Number(right), middle: (Number(top) + Number(bottom)) / 2, word: unescape(word),
      }));
    const wide = words.find(({ left, right }) => left < SIDE - 2 || right > width - SIDE + 2);
    if (wide) report("nothing overflows on A4", `sheet ${at + 1}: ${wide.word} from ${wide.left} to ${wide.right} of ${width}`);
    if (banner === "") continue;
    const above = words.filter(({ middle }) => middle < bottom).map(({ word }) => word).join("");
    if (squeeze(above) !== squeeze(banner)) report("the banner stands alone above every sheet", `sheet ${at + 1}: ${above}`);
  }
}

function unescape(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&#39;|&apos;/g, "'").replace(/&amp;/g, "&");
}
