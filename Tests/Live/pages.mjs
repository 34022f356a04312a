// node pages.mjs BOOK [--shots DIR] [--chapter NN]: opens every page of the book from its file and from loopback; runs
// Tests/Live/NN-Name.mjs; measures what is sent.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { launch, serve } from './browser.mjs';

const [folder, ...words] = process.argv.slice(2);
const option = name => words.includes(name) ? words[words.indexOf(name) + 1] : undefined;
const [shots, only] = [option('--shots'), option('--chapter')];
const browser = launch();
if (!browser) {
  console.error('Chromium is missing: the pages are not tested');
  process.exit(1);
}
let wrong = 0;
const fail = sentence => { wrong++; console.error(sentence); };

// Sizes
const packed = file => zlib.gzipSync(fs.readFileSync(path.join(folder, file)), { level: 9 }).length;
const files = fs.readdirSync(folder).filter(f => f.endsWith('.html') && (!only || f.startsWith(only)));
for (const file of files) {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  const needed = [...text.matchAll(/<(?:script src|link rel="stylesheet" href)="([^"]+)"/g)].map(m => m[1]);
  const size = [file, ...needed].reduce((sum, f) => sum + packed(f), 0);
  if (size > 100_000) fail(`${file}: ${size} bytes packed with what it loads, expected at most 100000`);
  else console.log(`${file}: ${Math.round(size / 1000)} kB packed`);
  const wasm = path.join(folder, 'live', file.slice(0, 2) + '-swift.js');
  if (fs.existsSync(wasm)) {
    const bytes = +fs.readFileSync(wasm, 'utf16le').match(/,(\d+),/)[1];
    if (bytes > 70_000) fail(`${file}: WebAssembly of ${bytes} bytes packed, expected at most 70000`);
    else console.log(`${file}: WebAssembly ${Math.round(bytes / 1000)} kB packed`);
  }
}
const whole = fs.readdirSync(folder, { recursive: true }).filter(f => fs.statSync(path.join(folder, f)).isFile());
const bytes = size => whole.reduce((sum, f) => sum + size(f), 0), kilobytes = count => Math.round(count / 1000) + ' kB', sent = bytes(packed);
if (sent > 2_000_000) fail(`the whole book: ${sent} bytes packed, expected at most 2000000`);
console.log(`the whole book: ${kilobytes(sent)} as a host sends it, ${kilobytes(bytes(f => fs.statSync(path.join(folder, f)).size))} as it lies`);

const host = await serve(folder);
const roots = [`file://${path.resolve(folder)}/`, host.address];

const page = await browser.page();
const check = where => {
  for (const sentence of page.wrongs.splice(0)) fail(`${where}: ${sentence}`);
};
for (const root of roots) {
  for (const file of files) {
    await page.view(1400, 1000);
    await page.go(root, file);
    const names = await page.evaluate(`[...document.querySelectorAll('[data-live]')].map(f => f.dataset.live)`);
    for (const name of names) {
      const start = Date.now();
      await page.evaluate(`document.querySelector('[data-live="${name}"]').scrollIntoView({ behavior: 'instant' })`);
      await page.until(`document.querySelector('[data-live="${name}"].is-live, [data-live="${name}"] .live-failed')`, 20)
        .catch(error => fail(`${file}, ${name}: ${error.message}`));
      const said = await page.evaluate(`document.querySelector('[data-live="${name}"] .live-failed')?.textContent ?? ''`);
      if (said) fail(`${file}, ${name}: ${said}`);
      else console.log(`${root.slice(0, 4)} ${file}, ${name}: moves after ${Date.now() - start} ms`);
    }
    const missing = await page.evaluate(`Promise.all([...document.images].map(async image => {
      image.loading = 'eager';
      try { await image.decode(); } catch { return image.src; }
    })).then(all => all.filter(Boolean))`);
    if (missing.length) fail(`${file}: without these pictures: ${missing}`);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    if (width > 1400) fail(`${file} is ${width} pixels wide`);
    check(root + file);
  }
}
/** A link with settings, tapped, leads to its part, which has them; the last one stands in what to try at the page's end. */
async function linkedSettings(file) {
  const sentences = [], rest = () => new Promise(resolve => setTimeout(resolve, 100));
  await page.go(roots[0], file);
  const links = await page.evaluate(`[...document.querySelectorAll('main a[href*="?"]')].map(a => a.getAttribute('href')).filter(h => h[0] === '#')`);
  if (!await page.evaluate(`!document.querySelector('[data-live]') || !!document.querySelector('.what-next a[href^="#"][href*="?"]')`)) {
    sentences.push('at its end nothing is to be tried in a picture');
  }
  for (const name of await page.evaluate(`[...document.querySelectorAll('[data-live]')].map(f => f.dataset.live)`)) {
    const figure = `document.querySelector('[data-live="${name}"]')`;
    await page.evaluate(`${figure}.scrollIntoView({ behavior: 'instant' })`);
    await page.until(`${figure}.classList.contains('is-live')`, 20).catch(error => sentences.push(`${name}: ${error.message}`));
  }
  for (const link of new Set(links)) {
    const [name, words] = link.slice(1).split('?'), figure = `document.querySelector('[data-live="${name}"]')`;
    const wanted = [...new URLSearchParams(words)];
    const state = `(() => {
      const part = book.parts.find(p => p.name === '${name}');
      return { top: Math.round(${figure}.getBoundingClientRect().top), said: ${figure}.querySelector('.live-failed')?.textContent ?? '',
        missed: ${JSON.stringify(wanted)}.filter(([key, word]) => String(part?.values[key]) !== word).map(pair => pair.join('=')).join() };
    })()`;
    // A tap that meets a page still growing misses its link
    for (let i = 0; i < 3 && await page.evaluate('location.hash') !== link; i++) { await page.tap(`main a[href=${JSON.stringify(link)}]`); await rest(); }
    let now = {};
    for (let i = 0; i < 30 && (now.missed !== '' || now.top < 0 || now.top > 60); i++) { await rest(); now = await page.evaluate(state); }
    if (now.missed) sentences.push(`the link ${link} does not set ${now.missed}`);
    if (now.top < 0 || now.top > 60) sentences.push(`the link ${link} leads to where its picture begins ${now.top} pixels below the window's top`);
    if (/^The address asks/.test(now.said)) sentences.push(`the link ${link}: ${now.said}`);
  }
  if (links.length) console.log(`     ${links.length} links with settings tapped`);
  return sentences;
}

// No page is wider than a telephone
for (const file of files) {
  await page.view(360, 740);
  await page.go(roots[0], file);
  const wide = await page.evaluate(`[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 361
    && !e.closest('.scroll, .formula, .long, .skip')).slice(0, 3).map(e => e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.slice(0, 40))`);
  const width = await page.evaluate('document.documentElement.scrollWidth');
  if (width > 360 || wide.length) fail(`${file} is ${width} pixels wide on a telephone: ${wide}`);
  // A link to a figure leads to its top, though it grows when it begins to move
  for (const name of await page.evaluate(`[...document.querySelectorAll('[data-live]')].map(f => f.dataset.live)`)) {
    await page.go(roots[0], `${file}#figure-${name}`);
    const figure = `document.querySelector('[data-live="${name}"]')`;
    await page.until(`${figure}.classList.contains('is-live')`, 20).catch(error => fail(`${file}, ${name}: ${error.message}`));
    await new Promise(resolve => setTimeout(resolve, 700));
    const top = await page.evaluate(`Math.round(${figure}.getBoundingClientRect().top)`);
    if (top < 0 || top > 60) fail(`${file}: a link to ${name} leads to where it begins ${top} pixels below the window's top`);
  }
  // Where a field has smaller letters, a telephone makes the whole page larger while it has the focus
  await page.evaluate(`document.querySelectorAll('.live details').forEach(d => { d.open = true; })`);
  const small = await page.evaluate(`[...document.querySelectorAll('.live :is(input:not([type=range], [type=checkbox], [type=file]), select, textarea)')]
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.id)`);
  if (small.length) fail(`${file}: letters of less than 16 pixels on a telephone in ${small}`);
  const wider = await page.evaluate('document.documentElement.scrollWidth');
  if (wider > 360) fail(`${file} is ${wider} pixels wide on a telephone, unfolded`);
  for (const sentence of await linkedSettings(file)) fail(`${file}: ${sentence}`);
  // A finger that scrolls does no more than that where nothing is drawn
  for (const name of await page.evaluate(`[...document.querySelectorAll('[data-live]')].map(f => f.dataset.live)`)) {
    await page.go(roots[0], `${file}#figure-${name}`);
    const figure = `document.querySelector('[data-live="${name}"]')`;
    await page.until(`${figure}.classList.contains('is-live')`, 20).catch(() => {});
    await new Promise(resolve => setTimeout(resolve, 700));
    const canvases = await page.evaluate(`[...${figure}.querySelectorAll('canvas[role=application]')].map((c, i) => { c.dataset.number = i; return c.style.touchAction; })`);
    for (const [i, action] of canvases.entries()) {
      const values = `JSON.stringify(book.parts.find(p => p.name === '${name}').values)`, canvas = `[data-live="${name}"] [data-number="${i}"]`;
      if (action === 'none' || !await page.evaluate(`document.querySelector('${canvas}').checkVisibility()`)) continue;
      await page.place(canvas);
      const [before, top] = [await page.evaluate(values), await page.evaluate('scrollY')];
      await page.swipe([[0.4, 0.6], [0.4, 0.1]], canvas);
      await new Promise(resolve => setTimeout(resolve, 300));
      if (await page.evaluate(values) !== before) fail(`${file}, ${name}: a finger that scrolls changes canvas ${i}`);
      if (Math.abs(await page.evaluate('scrollY') - top) < 20) fail(`${file}, ${name}: a finger does not scroll the page over canvas ${i}`);
    }
  }
  check(file);
}

// What a live part owes every reader: names on its controls; a sentence and the figure where a browser has no WebAssembly;
// all but the last bits where it does not fuse
const begin = async (file, name) => {
  // Until it is there: a page whose address leads to another figure goes back to it once
  await page.until(`(f => { f.scrollIntoView({ behavior: 'instant' }); return f.matches('.is-live') || f.querySelector('.live-failed'); })(
    document.querySelector('[data-live="${name}"]'))`, 30);
  return page.text(`[data-live="${name}"] > .live-failed`);
};
const lacks = {
  'no WebAssembly': 'delete globalThis.WebAssembly',
  'no relaxed SIMD': `{ const compile = WebAssembly.compile; let calls = 0;
    WebAssembly.compile = bytes => calls++ ? compile(bytes) : Promise.reject(new WebAssembly.CompileError('relaxed')); }`,
};
/** From the page's top to its end by Tab alone: every control in its turn, and where the focus is can be seen. */
async function throughByKeys() {
  const count = await page.evaluate(`(() => {
    window.controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
      .filter(e => (e.tabIndex >= 0 || e.matches('input, select, textarea')) && !e.disabled && e.checkVisibility({ visibilityProperty: true }));
    window.reached = [];
    addEventListener('focusin', ({ target }) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      reached.push({ target, isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 });
    });
    document.activeElement.blur(); scrollTo(0, 0);
    getSelection().collapse(document.body, 0);
    return controls.length;
  })()`);
  let isThrough = false;
  for (let presses = 0; presses < 2 * count + 50 && !isThrough; presses++) {
    await page.key('Tab');
    isThrough = await page.evaluate(`reached.length > 1 && (document.activeElement === document.body || reached.at(-1).target === reached[0].target)`);
  }
  const words = 'e => e.outerHTML.slice(0, 90)';
  const [missed, dark] = await page.evaluate(`[controls.filter(e => e.isConnected && !reached.some(r => r.target === e)).map(${words}),
    reached.filter(r => !r.isSeen).map(r => r.target).map(${words})]`);
  console.log(`     ${count} controls reached by Tab`);
  return [...(isThrough ? [] : ['Tab does not come to the end']), ...missed.map(e => 'Tab does not reach ' + e), ...dark.map(e => 'nothing shows the focus on ' + e)];
}

/** Pastes what is no data into every field, far too much and a little, and draws beyond every canvas. */
async function misused(name) {
  const sentences = [], within = `[data-live="${name}"]`;
  const said = () => page.text(within + ' > .live > .live-failed, ' + within + ' .live-failed');
  const fields = await page.evaluate(`(() => {
    document.querySelectorAll('${within} details').forEach(d => { d.open = true; });
    return [...document.querySelectorAll('${within} :is(textarea, input[type=text])')].map(e => e.tagName + '#' + e.id);
  })()`);
  for (const field of fields) {
    for (const [what, text, words] of [['a huge paste', 'x y z; '.repeat(300_000), 'with what was pasted'], ['nonsense', 'no, \u2603 1e999', '']]) {
      if (!words && field.startsWith('INPUT')) continue;
      await page.evaluate(`document.querySelector('${field}').focus()`);
      await page.paste(text);
      await page.evaluate(`document.activeElement.blur()`);
      await page.until(`(said => said && said.includes('${words}'))(document.querySelector('${within} .live-failed').textContent)`, 10)
        .catch(() => sentences.push(`${what} into ${field} is not answered by a sentence`));
      await page.evaluate(`book.parts.find(p => p.name === '${name}').reset()`);
      await page.evaluate(`book.parts.find(p => p.name === '${name}').fail('')`);
    }
  }
  const canvases = await page.evaluate(`document.querySelectorAll('${within} canvas[role=application]').length`);
  for (let i = 0; i < canvases; i++) {
    await page.evaluate(`document.querySelectorAll('${within} canvas[role=application]')[${i}].dataset.drawn = 'now'`);
    await page.drag([[0.5, 0.5], [0.9, 0.5], [1.5, 0.5], [3, 3], [-1, -2]], within + ' [data-drawn=now]');
    await page.evaluate(`delete document.querySelector('${within} [data-drawn=now]').dataset.drawn`);
  }
  await page.evaluate(`new Promise(resolve => setTimeout(resolve, 300))`);
  if (canvases && await said()) sentences.push('a drawing beyond its canvas: ' + await said());
  await page.evaluate(`book.parts.find(p => p.name === '${name}').reset()`);
  return sentences;
}

/** An address asks for what no control takes, a number or a name: it is said. */
async function unknownAddress(file, name) {
  await begin(file, name);
  const figure = `document.querySelector('[data-live="${name}"]')`, key = await page.evaluate(`document.querySelector('[data-live="${name}"] :is([type=number], [type=range])')?.id.slice(${name.length + 1}) ?? ''`);
  await page.go(roots[0], `${file}#${name}?nonsense=3${key && `&${key}=abc&${key}=`}`);
  const asked = 'The address asks for nonsense=3' + (key && `, ${key}=abc, ${key}=,`);
  return page.until(`${figure}.querySelector('.live-failed')?.textContent.startsWith(${JSON.stringify(asked)})`, 30).then(() => [], () => [`an address with nonsense=3, ${key}=abc and ${key}= is not answered`]);
}

/** The page is loaded again while what a button began is still running: it begins as new. */
async function reloaded(file, name) {
  await new Promise(resolve => setTimeout(resolve, 300));
  const runs = await page.evaluate(`(() => {
    const button = [...document.querySelectorAll('[data-live="${name}"] button')].find(b => /^(Run|Train|Walk)$/.test(b.textContent));
    button?.click();
    return !!button;
  })()`);
  if (!runs) return [];
  await new Promise(resolve => setTimeout(resolve, 700));
  await page.reload();
  const said = await begin(file, name);
  const step = await page.evaluate(`[...document.querySelectorAll('[data-live="${name}"] .live-numbers div')].find(d => d.firstChild.textContent === 'Step')?.lastChild.textContent`);
  console.log(`     ${name}: loaded again while it runs, at step ${step}`);
  return [...(said ? [`loaded again while it runs, says ${said}`] : []), ...(/^0?$/.test(step ?? '') ? [] : [`loaded again, it is at step ${step}`])];
}

/** An address asks for the reader's own points and has none, or no proper ones: a sentence, no error of a script. */
async function badlyAddressed(file, name) {
  const sentences = [], figure = `document.querySelector('[data-live="${name}"]')`;
  for (const points of ['', 'x', '1;2', '1e99', '1 2 0\n1 2 0\n1 2 0']) {
    await page.go(roots[0], `${file}#${name}?set=own&points=${encodeURIComponent(points)}`);
    await page.until(`${figure}.classList.contains('is-live') || ${figure}.querySelector('.live-failed')?.textContent`, 30);
    const press = words => page.evaluate(`[...${figure}.querySelectorAll('button')].filter(b => ${words}.test(b.textContent)).forEach(b => b.click())`);
    for (const words of ['/^(Run|Flower by flower)$/', '/^(Pause|Step|Next correction|Next example)$/']) {
      await press(words);
      await new Promise(resolve => setTimeout(resolve, 300));
      const said = await page.evaluate(`${figure}.querySelector('.live-failed').textContent`);
      if (/undefined|null|function|iterable|stopped|Cannot|NaN/.test(said) || !said && points === 'x') sentences.push(`of the points “${points}” it says “${said}”`);
    }
    // With nothing there nothing is saved
    for (let i = 0; points === 'x'; i++) {
      const button = `[...${figure}.querySelectorAll('button')].filter(b => b.textContent.startsWith('Save'))[${i}]`;
      if (!await page.evaluate(`!!${button}`)) break;
      await page.evaluate(`${button}.click()`);
      await page.until(`/^There (is|are) no [a-z]+ yet\\.$/.test(${figure}.querySelector('.live-failed').textContent)`, 3)
        .catch(async () => sentences.push(`“${await page.evaluate(button + '.textContent')}” with nothing there says “${await page.evaluate(`${figure}.querySelector('.live-failed').textContent`)}”`));
    }
  }
  return sentences;
}

/** Of points that cannot be read nothing is shown as if it were theirs; then points can be made by hand, or pasted. */
async function misread(file, name) {
  const sentences = [], figure = `document.querySelector('[data-live="${name}"]')`, part = `book.parts.find(p => p.name === '${name}')`;
  const said = () => page.evaluate(`${figure}.querySelector('.live-failed').textContent`);
  const numbers = `[...${figure}.querySelectorAll('.live-numbers dd, [data-row] .r')].map(d => d.textContent)`;
  const isEmpty = `${numbers}.every(text => text === '—') && !/[0-9a-f]{16}/.test([...${figure}.querySelectorAll('.live-bits')].map(p => p.textContent).join())`;
  const set = values => page.evaluate(`${part}.set(${JSON.stringify(values)})`);
  const taken = what => page.until(`!(${isEmpty}) && !${figure}.querySelector('.live-failed').textContent`, 10).catch(async () => sentences.push(`${what} are not taken: ${await said()}`));
  const columns = await page.evaluate(`document.querySelector('label[for="${name}-points"]').textContent.includes('class') ? 3 : 2`);
  const points = [[0, 0, 0], [1, 0, 1], [1, 1, 1], [0, 1, 0]].map(p => p.slice(0, columns).join(' ')).join('\n');
  await page.go(roots[0], `${file}#${name}?`);
  for (const texts of [['x y z'], ['x', '']]) {
    await taken('the points');
    for (const text of texts) await set({ set: 'own', points: text });
    await page.until(isEmpty, 5).catch(async () => sentences.push(`of the points “${texts}” is shown ${await page.evaluate(numbers)}`));
    if (!await said()) sentences.push(`nothing is said of the points “${texts}”`);
    await set({ points });
  }
  await taken('points after nonsense');
  // By hand, of two classes, on the last canvas that takes them
  await set({ points: 'x' });
  await page.until(isEmpty, 5);
  await page.evaluate(`[...${figure}.querySelectorAll('canvas[role=application]')].at(-1).dataset.tapped = 'now'`);
  for (const [brush, at] of [['0', [0.4, 0.4]], ['1', [0.6, 0.3]]]) {
    await set({ brush });
    await page.drag([at], `[data-live="${name}"] [data-tapped=now]`);
    await page.evaluate('new Promise(resolve => setTimeout(resolve, 400))');
  }
  await taken('points by hand after nonsense');
  return sentences;
}

/** Who chooses points of their own without pasting any has those that are shown, in the address, too. */
async function chosenAsOwn(file, name) {
  const figure = `document.querySelector('[data-live="${name}"]')`, set = `document.getElementById('${name}-set')`, points = `document.getElementById('${name}-points').value`;
  const choose = value => page.evaluate(`{ ${set}.value = ${value}; ${set}.dispatchEvent(new Event('change')); }`);
  const rest = () => page.evaluate('new Promise(resolve => setTimeout(resolve, 700))');
  await page.go(roots[0], `${file}#${name}?`);
  await page.until(`${figure}.classList.contains('is-live')`, 30);
  await choose(`[...${set}.options].filter(o => o.value !== 'own').map(o => o.value).slice(0, 2).at(-1)`);
  await rest();
  await choose(`'own'`);
  await rest();
  const shown = await page.evaluate(points);
  if (!shown) return ['points of one’s own are none at first'];
  await page.reload();
  await page.until(`${figure}.classList.contains('is-live')`, 30);
  return await page.evaluate(points) === shown ? [] : ['an address loses the points that were chosen as one’s own'];
}

for (const file of files) {
  await page.view(1400, 1000);
  await page.go(roots[0], file);
  const names = await page.evaluate(`[...document.querySelectorAll('[data-live]')].map(f => f.dataset.live)`);
  for (const name of names) await begin(file, name);
  const nameless = await page.evaluate(`[...document.querySelectorAll('.live :is(input, select, textarea, button, canvas)')]
    .filter(e => !(e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim() || e.type === 'file' || e.hidden))
    .map(e => e.outerHTML.slice(0, 80))`);
  if (nameless.length) fail(`${file}: without a name: ${nameless}`);
  // Where a number may be below zero, a telephone is asked for keys that have a minus
  const unsigned = await page.evaluate(`[...document.querySelectorAll('.live input[inputmode=decimal]')].filter(e => e.min === '' || e.min < 0).map(e => e.id)`);
  if (unsigned.length) fail(`${file}: no minus on a telephone's keys: ${unsigned}`);
  // What is seen here, done and looked for stands above every picture, whose caption is not that of the figure
  const unguided = await page.evaluate(`[...document.querySelectorAll('[data-live]')]
    .filter(f => f.querySelectorAll('.live > .live-guide:first-child span').length !== 3 || f.querySelector('figcaption')).map(f => f.dataset.live)`);
  if (unguided.length) fail(`${file}: without words above the picture: ${unguided}`);
  if (names.length) {
    for (const sentence of await throughByKeys()) fail(`${file}, by keyboard: ${sentence}`);
    for (const name of names) {
      for (const sentence of await misused(name)) fail(`${file}, ${name}: ${sentence}`);
    }
    for (const name of names) {
      for (const sentence of await reloaded(file, name)) fail(`${file}, ${name}: ${sentence}`);
    }
    for (const name of names) {
      if (!await page.evaluate(`!!document.getElementById('${name}-points')`)) continue;
      for (const sentence of [...await badlyAddressed(file, name), ...await misread(file, name), ...await chosenAsOwn(file, name)]) fail(`${file}, ${name}: ${sentence}`);
      await page.go(roots[0], file);
      for (const other of names) await begin(file, other);
    }
    for (const sentence of await unknownAddress(file, names[0])) fail(`${file}, ${names[0]}: ${sentence}`);
    check(`${file}, used badly`);
  }
  for (const [lack, source] of Object.entries(names.length ? lacks : {})) {
    const { identifier } = await page.send('Page.addScriptToEvaluateOnNewDocument', { source });
    await page.go(roots[0], file);
    try {
      const said = await begin(file, names[0]);
      const stands = await page.evaluate(`!!document.querySelector('[data-live="${names[0]}"] > .drawn')`);
      const isAsExpected = lack === 'no WebAssembly' ? said?.includes('WebAssembly') && stands : !said && !stands;
      const bits = lack === 'no relaxed SIMD' && await page.evaluate(`book.parts[0].fuses`);
      if (bits) fail(`${file}, ${lack}: a·b + c is rounded once all the same`);
      const told = lack === 'no relaxed SIMD' && await page.evaluate(`(part => { part.checksum('0123456789abcdef', 'a command'); return part.bits.textContent; })(book.parts[0])`);
      if (told && !/other last bits/.test(told) || /a command/.test(told)) fail(`${file}, ${lack}: of the weights it says ${told}`);
      if (!isAsExpected) fail(`${file}, ${lack}: said ${said}, ${stands ? 'the figure stands' : 'no figure'}`);
    } catch (error) { fail(`${file}, ${lack}: ${error.message}`); }
    await page.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
    check(`${file}, ${lack}`);
  }
}

// What chapters ask of their own parts
const tests = fs.readdirSync(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname))
  .filter(f => /^\d\d-.*\.mjs$/.test(f) && (!only || f.startsWith(only)));
for (const test of tests) {
  const file = files.find(f => f.startsWith(test.slice(0, 2)));
  if (!file) { fail(`${test}: the book has no such chapter`); continue; }
  for (const root of roots) {
    page.open = (hash = '') => page.go(root, file + hash);
    await page.view(1400, 1000);
    try {
      await (await import('./' + test)).default(page);
      console.log(`${root.slice(0, 4)} ${test}: as expected`);
    } catch (error) { fail(`${root.slice(0, 4)} ${test}: ${error.message}`); }
    check(test);
  }
}

if (shots) {
  fs.mkdirSync(shots, { recursive: true });
  for (const file of files) {
    for (const [width, dark] of [[360, false], [360, true], [1400, false], [1400, true]]) {
      await page.view(width, 1000, { dark });
      await page.go(roots[0], file);
      await page.evaluate(`document.head.append(Object.assign(document.createElement('style'), { textContent: 'section { content-visibility: visible !important; }' }))`);
      const name = `${file.slice(0, 2)}-${width}${dark ? '-dark' : ''}`;
      await page.shot(path.join(shots, name + '.png'));
      for (const live of await page.evaluate(`[...document.querySelectorAll('[data-live]')].map(f => f.dataset.live)`)) {
        await page.evaluate(`document.querySelector('[data-live="${live}"]').scrollIntoView({ behavior: 'instant' })`);
        await page.until(`document.querySelector('[data-live="${live}"].is-live')`, 20).catch(() => {});
        await page.evaluate(`new Promise(resolve => setTimeout(resolve, 500))`);
        await page.evaluate(`document.querySelector('[data-live="${live}"]').scrollIntoView({ behavior: 'instant' })`);
        await page.shot(path.join(shots, `${name}-${live}.png`));
      }
    }
  }
}
await browser.close();
host.close();
console.log(wrong ? `${wrong} things are wrong` : 'every page opens, from files and from a host, and asks for nothing else');
process.exit(wrong ? 1 : 0);
