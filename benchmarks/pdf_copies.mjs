// The text of PDFs as Firefox copies it: for each path on standard input one line of JSON, a list of the pages' texts.
//
//     node benchmarks/pdf_copies.mjs FOLDER-WITH-pdfjs-dist < paths

import {createInterface} from 'node:readline';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const packages = createRequire(pathToFileURL(resolve(process.argv[2], 'package.json')));
const home = join(packages.resolve('pdfjs-dist/package.json'), '..');
const pdfjs = await import(pathToFileURL(join(home, 'legacy/build/pdf.mjs')));
const PAGES = 40;
const SECONDS = 10; // for a file

for (const fault of ['uncaughtException', 'unhandledRejection']) process.on(fault, () => {});

function inTime(work) {
  return Promise.race([work, new Promise((_, fail) => setTimeout(fail, 1000 * SECONDS, new Error('slow')).unref())]);
}

for await (const path of createInterface({input: process.stdin})) {
  const pages = [];
  try {
    const task = pdfjs.getDocument({
      data: new Uint8Array(readFileSync(path)),
      cMapUrl: join(home, 'cmaps/'),
      cMapPacked: true,
      standardFontDataUrl: join(home, 'standard_fonts/'),
      verbosity: 0,
    });
    const file = await inTime(task.promise);
    for (let number = 1; number <= Math.min(PAGES, file.numPages); number++) {
      const {items} = await inTime(file.getPage(number).then(page => page.getTextContent()));
      pages.push(items.map(item => (item.str ?? '') + (item.hasEOL ? '\n' : '')).join(''));
    }
    await task.destroy();
  } catch {
    // A file that it cannot read is none to copy from.
  }
  process.stdout.write(JSON.stringify(pages) + '\n');
}
