// node speed.mjs BOOK: how fast the live parts of chapters 1, 4, 5 and 6 are in a headless Chromium, over loopback. It prints
// figures and judges nothing: they differ from machine to machine, and with what else the machine does.
import { launch, serve } from './browser.mjs';

const folder = process.argv[2];
const browser = launch();
if (!browser) {
  console.error('Chromium is missing: nothing is measured');
  process.exit(1);
}
const host = await serve(folder);
const page = await browser.page();
await page.view(1400, 1000);
const rounds = 3;
const number = (figure, name) => `(() => { const d = [...document.querySelectorAll('[data-live="${figure}"] .live-numbers div')]
  .find(d => d.firstChild.textContent === '${name}'); return d ? +d.lastChild.textContent.replace(/[^0-9.]/g, '') : 0; })()`;
const press = (figure, words) => page.evaluate(`[...document.querySelectorAll('[data-live="${figure}"] button')]
  .find(b => b.textContent === '${words}').click()`);
const fixed = (x, digits = 0) => x.toLocaleString('en', { maximumFractionDigits: digits });

// When a part first stands, and the frames since
await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `
  addEventListener('DOMContentLoaded', () => new MutationObserver((_, observer) => {
    if (!document.querySelector('.is-live')) return;
    observer.disconnect();
    requestAnimationFrame(() => { window.began = performance.now(); });
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['class'] }));
  window.watch = () => {
    window.gaps = [];
    let last = performance.now();
    const frame = now => { gaps.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  };` });

for (const [file, figure] of [['01-linear-regression.html', 'cost-surface'], ['04-multilayer-perceptron.html', 'moons'],
  ['06-convolutional-network.html', 'features-c1']]) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    await page.go(host.address, `${file}#${figure}?`);
    await page.until('window.began', 60);
    times.push(await page.evaluate('began'));
  }
  console.log(`${file}: ${figure} can be touched ${times.map(t => fixed(t)).join(', ')} ms after the page was asked for`);
}

/** Steps a second of what a button begins, by the clock and by the worker's processor time; and the page's frames meanwhile. */
async function training(file, figure, settings, button, unit, scale, warm, seconds) {
  const found = [];
  for (let round = 0; round < rounds; round++) {
    await page.go(host.address, `${file}#${figure}?${settings}`);
    await page.until(`document.querySelector('[data-live="${figure}"].is-live') && ${number(figure, 'Step')} === 0
      && [...document.querySelectorAll('[data-live="${figure}"] button')].some(b => b.textContent === '${button}')`, 60);
    await new Promise(resolve => setTimeout(resolve, 1000));
    await page.evaluate('watch()');
    await press(figure, button);
    await new Promise(resolve => setTimeout(resolve, 1000 * warm));
    const now = async () => ({ steps: await page.evaluate(number(figure, 'Step')), wall: performance.now() / 1000, worker: browser.threadTime('DedicatedWorker') });
    const before = await now();
    await new Promise(resolve => setTimeout(resolve, 1000 * seconds));
    const after = await now(), steps = scale * (after.steps - before.steps);
    const gaps = await page.evaluate('gaps.slice(2)');
    const tasks = await page.tasks(() => new Promise(resolve => setTimeout(resolve, 2000)));
    found.push([steps / (after.wall - before.wall), steps / (after.worker - before.worker), Math.max(...gaps), gaps.filter(g => g > 50).length, Math.max(...tasks)]);
  }
  const best = i => fixed(Math.max(...found.map(f => f[i])));
  console.log(`${figure}: ${best(0)} ${unit} a second, ${best(1)} a second of the worker's processor time (best of ${rounds}); `
    + `frames over 50 ms by the clock: ${found.map(f => f[3])}, the longest ${found.map(f => fixed(f[2]))} ms; `
    + `the page's longest task ${found.map(f => fixed(f[4], 1))} ms of processor time`);
}
await training('04-multilayer-perceptron.html', 'moons', 'set=spiral&count=100&noise=0.2&hidden=8,8&output=softmax&first=glorot&rule=adam&rate=0.01&steps=1000000',
  'Run', 'steps', 1, 4, 5);
await training('04-multilayer-perceptron.html', 'moons', 'steps=1000000', 'Run', 'steps', 1, 4, 5);
// Both networks take each step
await training('05-softmax-classifier.html', 'spiral', 'steps=1000000', 'Run', 'steps', 1, 4, 5);
await training('06-convolutional-network.html', 'errors', 'epochs=30', 'Train', 'images', 32, 3, 5);

await page.go(host.address, '06-convolutional-network.html#features-c1?');
await page.until(`book.parts?.some(p => p.name === 'features-c1')`, 30);
const digit = await page.evaluate(`(async () => {
  const part = book.parts.find(p => p.name === 'features-c1'), image = new Uint8Array(784).map((_, i) => i % 28 > 10 && i % 28 < 14 ? 255 : 0), found = [];
  for (let i = 0; i < 200; i++) {
    const begin = performance.now();
    const { milliseconds } = await part.ask('forward', { image, isBroughtAlong: false });
    found.push([milliseconds, performance.now() - begin]);
  }
  const middle = i => found.map(f => f[i]).sort((a, b) => a - b)[100];
  return [Math.min(...found.map(f => f[0])), middle(0), middle(1)];
})()`);
console.log(`a digit through all layers: best ${fixed(digit[0], 2)} ms, median ${fixed(digit[1], 2)} ms, to the page and back ${fixed(digit[2], 2)} ms`);
await browser.close();
host.close();
