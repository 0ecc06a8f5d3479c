// What the theme leaves out: names of its two asides, levels of its captions, tables of many columns told cell by cell on a phone, small letters in those that are too wide, and where that is not enough broken words.
const french = document.documentElement.lang === "fr";
document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", french ? "Pages du site" : "Pages of the site");
document.querySelector(".toc-drawer")?.setAttribute("aria-label", french ? "Sur cette page" : "On this page");
for (const caption of document.querySelectorAll(".caption[role=heading]")) caption.setAttribute("aria-level", "2");
for (const table of document.querySelectorAll("article table")) {
  const heads = [...table.querySelectorAll("thead th")].map((each) => each.innerText), { parentNode: box } = table;
  if (heads.length > 2) table.classList.add("stacked");
  for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, at) => { cell.dataset.of = heads[at]; });
  for (const name of ["tight", "broken"]) if (box.scrollWidth > box.clientWidth) table.classList.add(name);
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}
