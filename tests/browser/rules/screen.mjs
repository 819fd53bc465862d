// A page on a screen.

/** Nothing reaches beyond the window but what scrolls in a box of its own. */
export async function overflow(page, report, width) {
  const found = await page.evaluate(() => {
    const broken = [];
    const root = document.scrollingElement;
    if (root.scrollWidth > innerWidth) broken.push(`the page is ${root.scrollWidth} wide`);
    for (const element of document.querySelectorAll("body *")) {
      if (element.matches(".skip, script") || element.parentElement.closest(".scroll, .drawing, svg")) continue;
      const { left, right, width: across } = element.getBoundingClientRect();
      if (across > 0 && (left < -0.5 || right > innerWidth + 0.5)) broken.push(element.outerHTML.slice(0, 120));
    }
    return broken;
  });
  found.slice(0, 5).forEach((what) => report(`nothing overflows at ${width} px`, what));
  const small = await page.evaluate(() => [...document.querySelectorAll("main p, main td, main th")]
    .filter((element) => parseFloat(getComputedStyle(element).fontSize) < 12.5).slice(0, 1).map((element) => element.outerHTML.slice(0, 120)));
  small.forEach((what) => report(`letters are legible at ${width} px`, what));
}

/** What has to stay in sight stays there, wherever one is, and hides no heading that a link leads to. */
export async function banner(page, report) {
  const count = await page.locator(".banner").count();
  if (count === 0) return;
  for (const where of ["end", "middle"]) {
    await page.evaluate((where) => scrollTo(0, document.body.scrollHeight / (where === "end" ? 1 : 2)), where);
    const box = await page.locator(".banner").boundingBox();
    if (!box || box.y < -0.5 || box.y > 1) report("the banner stays in sight", `${where}: ${JSON.stringify(box)}`);
  }
  const hidden = await page.evaluate(() => {
    const last = [...document.querySelectorAll("main > section")].at(-1);
    if (!last) return null;
    location.hash = "#" + last.id;
    const heading = last.querySelector("h2").getBoundingClientRect().top;
    const bottom = document.querySelector(".banner").getBoundingClientRect().bottom;
    return heading < bottom ? `heading at ${heading}, banner down to ${bottom}` : null;
  });
  if (hidden) report("the banner hides no heading", hidden);
}
