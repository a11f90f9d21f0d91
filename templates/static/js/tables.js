// A table that is wider than its place can be reached, and then scrolled, with the keyboard.
for (const table of document.querySelectorAll(".article table, .prose table"))
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
