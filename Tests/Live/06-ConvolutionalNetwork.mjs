// Chapter 6 in a browser: a digit is drawn, a network trained, a kernel laid over the drawing.
const figure = name => `figure[data-live="${name}"]`;
const part = name => `book.parts.find(p => p.name === '${name}')`;

export default async page => {
  const press = async (name, words) => {
    const button = `[...document.querySelectorAll('${figure(name)} button')].find(b => b.textContent === '${words}' && !b.hidden)`;
    await page.until(`!!${button}`, 20);
    await page.evaluate(button + '.click()');
  };
  const says = (name, words) => page.until(
    `document.querySelector('${figure(name)} .live')?.innerText.includes(${JSON.stringify(words)})`, 60);

  // Until it is there: a page that is led to another figure goes back to it once
  const comes = name => page.until(`(f => { f.scrollIntoView({ behavior: 'instant' }); return f.classList.contains('is-live'); })(
    document.querySelector('${figure(name)}'))`, 20);

  // The text's 4, then strokes
  await page.open('#features-c1?network=text');
  await says('features-c1', 'It is taken for a 4, with a probability of 97 %');
  // swift run lenet5 train --batch 32 --learning-rate 0.03 --decay 0.88 --epochs 25 --distort --save lenet5.safetensors, and
  // swift run lenet5 book-weights --weights lenet5.safetensors --save rounded.safetensors
  await says('features-c1', 'Weights cdbf22e1549be964');
  const field = figure('features-c1') + ' canvas';
  const around = (x, y, rx, ry) => Array.from({ length: 25 }, (_, i) => [x + rx * Math.sin(i / 4), y - ry * Math.cos(i / 4)]);
  const digits = {
    0: [around(0.5, 0.5, 0.2, 0.3)],
    1: [[[0.55, 0.15], [0.53, 0.4], [0.5, 0.6], [0.48, 0.85]]],
    4: [[[0.35, 0.15], [0.3, 0.35], [0.28, 0.5], [0.5, 0.5], [0.72, 0.48]], [[0.68, 0.2], [0.65, 0.5], [0.62, 0.85]]],
    7: [[[0.25, 0.2], [0.5, 0.2], [0.75, 0.2], [0.7, 0.35], [0.6, 0.5], [0.52, 0.65], [0.45, 0.85]]],
  };
  for (const [digit, strokes] of Object.entries(digits)) {
    await press('features-c1', 'Clear');
    for (const stroke of strokes) await page.drag(stroke, field);
    await says('features-c1', `It is taken for a ${digit}`);
  }
  // The address shows the last drawing, the 7
  await page.until(`location.hash.includes('drawing=')`);
  const address = await page.evaluate('location.hash');
  await page.open('#features-c1?drawing=nonsense!');
  await says('features-c1', 'The drawing: found letters that are not of this page’s making.');
  await page.open(address);
  await says('features-c1', 'It is taken for a 7');
  // A stroke off the field
  await press('features-c1', 'Clear');
  await page.drag([[0.99, 0.5], [1.4, 0.5]], field);
  await page.drag([[0.5, 0.2], [0.5, 0.8], [0.5, 2]], field);
  page.expect(await page.text(figure('features-c1') + ' .live-failed') === '', 'a stroke off the field did harm');

  // A drawing is in the address of the figure that it was made in, and in all others; a preset changes nothing of it
  await page.open('#kernels?kernel=0 0 0 0 1 0 0 0 0');
  await press('kernels', 'Clear');
  await says('kernels', 'From 0.00 to 0.00');
  for (const stroke of digits[7]) await page.drag(stroke, figure('kernels') + ' canvas');
  await press('kernels', 'outline');
  await page.until(`/kernel=.*drawing=/.test(location.hash)`);
  await page.open((await page.evaluate('location.hash')).replace('kernels', 'errors').replace(/kernel=[^&]*&/, ''));
  await comes('features-c1');
  await says('features-c1', 'It is taken for a 7');
  await page.open('#errors?drawing=digit 3');
  await comes('features-c1');
  await says('features-c1', 'It is taken for a 3');
  await press('features-c1', 'Clear');
  await page.until(`location.hash.includes('drawing=empty')`);
  await page.open('#features-c1?drawing=empty');
  await says('features-c1', 'The field is empty.');
  await page.evaluate(`${part('features-c1')}.set({ digit: 6 })`);
  await page.until(`location.hash.includes('drawing=digit+6')`);
  await press('features-c1', 'The text’s 4');
  await says('features-c1', 'It is taken for a 4, with a probability of 97 %');
  page.expect(!await page.evaluate(`location.hash.includes('drawing')`), 'the text’s 4 is in the address');

  // By keyboard alone: a level stroke from the middle
  await press('features-c1', 'Clear');
  await page.evaluate(`document.querySelector('${field}').focus()`);
  const before = await page.evaluate(`document.querySelectorAll('${figure('features-c1')} canvas')[2].getAttribute('aria-label')`);
  for (const key of [' ', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', ' ']) await page.key(key);
  await page.until(`document.querySelectorAll('${figure('features-c1')} canvas')[2].getAttribute('aria-label') !== ${JSON.stringify(before)}`);

  // Steps: the terminal's bits
  await page.open('#errors?epochs=1');
  // It is heard at once, though the digits are still to come
  const train = `[...document.querySelectorAll('${figure('errors')} button')].find(b => b.textContent === 'Train')`;
  await page.until('!!' + train, 20);
  const heard = await page.evaluate(`(button => { button.click(); return button.textContent; })(${train})`);
  page.expect(heard === 'Fetching …', `a press of Train is answered by ${heard}`);
  // swift run lenet5 train --batch 32 --learning-rate 0.03 --decay 0.88 --epochs 1
  await says('errors', 'Weights a2247def3e71731d');
  const pace = await page.evaluate(`[...document.querySelectorAll('${figure('errors')} .live-numbers div')].find(d => d.firstChild.textContent === 'Images a second').lastChild.textContent`);
  page.expect(/^\d{1,3}(,\d{3})*$/.test(pace), `images a second: ${pace}`);
  await says('errors', '107');
  // A digit that is taken for another is put on the field, and in the address
  await page.drag([[0.05, 0.3]], figure('errors') + ' canvas[aria-label^="Taken for others"]');
  await page.until(`/drawing=digit[+]\\d/.test(location.hash)`);
  // Saved, begun again, opened: the same weights
  await page.evaluate(`HTMLAnchorElement.prototype.click = async function () { window.saved = await (await fetch(this.href)).blob(); }`);
  await press('errors', 'Save weights');
  await page.until('window.saved');
  await press('errors', 'Begin again');
  await says('errors', 'Step\n0');
  const open = blob => page.evaluate(`(async () => {
    const input = document.querySelector('${figure('errors')} input[type=file]'), files = new DataTransfer();
    files.items.add(new File([${blob}], 'x.safetensors'));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
  })()`);
  await open('window.saved');
  await says('errors', 'Weights a2247def3e71731d');
  // Other settings keep the file, another pooling leaves it, as the terminal does
  await page.evaluate(`${part('errors')}.set({ seed: 5 })`);
  await says('errors', 'The weights are those of x.safetensors.');
  await page.evaluate(`${part('errors')}.set({ seed: 1, pooling: 'max' })`);
  await says('errors', 'x.safetensors is a network of means, and is left. Nothing is learned yet');
  await page.evaluate(`${part('errors')}.set({ pooling: 'average' })`);
  await says('errors', 'Nothing is learned yet');
  // One that names no pooling has the command name it; a button leaves it
  const changed = (from, to) => `(bytes => {
    bytes.set(new TextEncoder().encode('${to}'), String.fromCharCode(...bytes.subarray(0, 60)).indexOf('${from}'));
    return bytes;
  })(new Uint8Array(await window.saved.arrayBuffer()))`;
  await open(changed('pooling', 'nothing'));
  await says('errors', 'The weights are those of x.safetensors.');
  await press('errors', 'Train');
  // swift run lenet5 train --batch 32 --learning-rate 0.03 --decay 0.88 --weights x.safetensors --pooling average --epochs 1
  await says('errors', 'Weights 107c8948176a4c8b, the same as after swift run lenet5 train --batch 32 --learning-rate 0.03 --decay 0.88 --weights x.safetensors --pooling average --epochs 1');
  await press('errors', 'Without the file');
  await says('errors', 'Nothing is learned yet');
  page.expect(await page.evaluate(`[...document.querySelectorAll('${figure('errors')} button')].find(b => b.textContent === 'Without the file').hidden`), 'what is left can be left again');
  // The pooling of a file that names one is chosen
  await open(changed('average"', 'max"    '));
  await says('errors', 'The weights are those of x.safetensors.');
  page.expect(await page.evaluate(`${part('errors')}.values.pooling`) === 'max', 'the pooling of the file is not chosen');
  await press('errors', 'Without the file');
  await page.evaluate(`${part('errors')}.set({ pooling: 'average' })`);
  await says('errors', 'Nothing is learned yet');
  // A file that is none
  await open(changed('average', 'medians'));
  await says('errors', 'found the pooling "medians", expected average or max.');
  await open("'nonsense, nonsense'");
  await says('errors', "This is no file of LeNet-5's weights: ");
  await page.open('#errors?seed=1');
  await says('errors', 'Step\n0');
  // Distorted, with maxima and Adam from seed 7, stopped by the reader within an epoch
  await page.evaluate(`${part('errors')}.set({ epochs: 2, distort: true, pooling: 'max', rule: 'adam', seed: 7, rate: 0.001 })`);
  await says('errors', 'Step\n0');
  await press('errors', 'Train');
  await page.until(`/Step\\n[1-9]/.test(document.querySelector('${figure('errors')} .live-numbers')?.innerText)`, 30);
  await press('errors', 'Stop');
  await says('errors', '--rule adam --pooling max --distort --seed 7 --');
  await page.evaluate(`CanvasRenderingContext2D.prototype.fillText = (fill => function (text, ...at) { (window.written ??= new Set()).add(text); fill.call(this, text, ...at); })(CanvasRenderingContext2D.prototype.fillText)`);
  await page.evaluate(`document.querySelector('${figure('features-c1')}').scrollIntoView({ behavior: 'instant' })`);
  await page.until(`!!document.querySelector('${figure('features-c1')}.is-live')`, 20);
  await page.evaluate(`${part('features-c1')}.set({ network: 'own' })`);
  await page.until(`window.written?.has('6 of 14 × 14: maxima of squares of C1')`);
  // A rate that is too large
  await page.evaluate(`${part('errors')}.set({ ...${part('errors')}.defaults, rate: 100000 })`);
  await press('errors', 'Train');
  await says('errors', 'Training diverges: ');
  await page.evaluate(`${part('errors')}.reset()`);
  await says('errors', 'Step\n0');
  page.expect(await page.text(figure('errors') + ' .live-failed') === '', 'a reset leaves the failure');
  // Reload while it trains
  await press('errors', 'Train');
  await page.open('#errors?epochs=2');
  await says('errors', '0 of 2');

  // The kernel: a click, a key, nonsense
  await page.open('#kernels?kernel=0 0 0 0 1 0 0 0 0');
  await says('kernels', 'From 0.00 to 1.00');
  await page.evaluate(`document.querySelector('${figure('kernels')} [aria-label="row 2, column 2: 1"]').click()`);
  await says('kernels', 'From −1.00 to 0.00');
  await page.evaluate(`document.querySelector('${figure('kernels')} [aria-label="row 0, column 0: 0"]').focus()`);
  await page.key('ArrowRight');
  await page.key('2');
  await page.until(`document.querySelector('${figure('kernels')} [aria-label="row 0, column 1: 2"]')`);
  await page.evaluate(`${part('kernels')}.set({ kernel: 'one two three' })`);
  await says('kernels', 'The kernel: found “one”, expected numbers');
  await page.evaluate(`${part('kernels')}.set({ kernel: '${'7 '.repeat(300)}' })`);
  await says('kernels', 'found 300 numbers, expected 25');
  // swift run lenet5 convolve --digit 14 --kernel=1,0,-1,1,0,-1,1,0,-1, and so on: the terminal's bits
  const same = (checksum, words) => says('kernels', `Map ${checksum}, the same as after swift run lenet5 convolve ${words}`);
  await page.open('#kernels?kernel=1 0 -1 1 0 -1 1 0 -1');
  await same('9b52318067cbcdb8', '--digit 14 --kernel=1,0,-1,1,0,-1,1,0,-1');
  await page.open('#kernels?drawing=digit 3&kernel=' + '1/9 '.repeat(9));
  await same('1b9dda2b7ec49789', '--digit 3 --kernel=' + Array(9).fill('0.11111111'));
  await page.open('#kernels?drawing=digit 3&kernel=' + '-.3 1e-7 '.repeat(12) + '1000000');
  await same('9377cad18f50fa73', `--digit 3 --kernel=${'-0.3,1e-7,'.repeat(12)}1000000`);
  // A drawing is told by a file, and the kernel of a single 1 makes of it what it is, 0 to 1
  await page.open('#kernels?kernel=0 0 0 0 1 0 0 0 0');
  await press('kernels', 'Clear');
  await page.until(`/Map [0-9a-f]{16}$/.test(${part('kernels')}.bits.textContent)`);
  await press('kernels', 'Save drawing.pgm');
  await says('kernels', 'There is no drawing yet.');
  for (const stroke of digits[7]) await page.drag(stroke, figure('kernels') + ' canvas');
  await page.until(`/drawing=/.test(location.hash)`);
  await page.evaluate(`HTMLAnchorElement.prototype.click = async function () { window.saved = await (await fetch(this.href)).blob(); }`);
  await press('kernels', 'Save drawing.pgm');
  await page.until('window.saved');
  const drawn = await page.evaluate(`(async () => [...new Uint8Array(await window.saved.arrayBuffer())])()`);
  page.expect(String.fromCharCode(...drawn.slice(0, 13)) === 'P5 28 28 255\n' && drawn.length === 13 + 784, 'the drawing is saved as no PGM');
  const bytes = new Uint8Array(Float32Array.from(drawn.slice(13), v => v / 255).buffer);
  const sum = bytes.reduce((sum, byte) => BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n), 0xcbf29ce484222325n);
  await same(sum.toString(16).padStart(16, '0'), 'drawing.pgm --kernel=0,0,0,0,1,0,0,0,0');
  // Back to the text's kernel and its 4, whatever was drawn
  await press('kernels', 'Clear');
  await press('kernels', 'left − right');
  await says('kernels', 'From 0.00 to 0.00');
  await press('kernels', 'outline');
  await press('kernels', 'As in the text');
  await says('kernels', 'From −2.97 to 2.98');
};
