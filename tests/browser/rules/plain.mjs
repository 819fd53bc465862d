// A page without scripts: everything can be read, and nothing stands there that does nothing.

export async function plain(page, report) {
  const controls = await page.locator("button, input, select, output, [hidden]").count();
  if (controls > 0) report("without scripts nothing dead is shown", `${controls} controls`);
  const unseen = await page.evaluate(() => [...document.querySelectorAll("main p, main td, main th, figcaption, caption, dt, dd")]
    .filter((element) => !element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120)));
  unseen.slice(0, 5).forEach((what) => report("without scripts everything is seen", what));
}
