// The spiral without and with a hidden layer in a browser.
const figure = '#figure-spiral', q = rest => `document.querySelector('${figure} ${rest}')`;
const step = `[...document.querySelectorAll('${figure} .live-numbers dd')][0]?.textContent`;
const cell = (row, network) => `${q(`[data-row="${row}"] td:nth-of-type(${network + 1})`)}?.textContent`;
const bits = `[...document.querySelectorAll('${figure} .live-bits')].map(p => p.innerText).join()`;
const failed = q('.live-failed') + '?.innerText';
// swift run softmax-classifier train --set spiral --hidden none --epochs 10000, and without --hidden none
const spiral = ['36276c2995be837a', '70d1aeec6ea42cca'];
// swift run softmax-classifier train --set spiral --radius 1 --hidden 20 --activation relu --learning-rate 0.3 --l2 0.00004 --seed 3 --epochs 500
const small = '55bf79b858f7af8a';
// swift run softmax-classifier train --set spiral --initialization equal --epochs 100
const equal = 'b4655fe440a16ad3';
// swift run softmax-classifier train --data points.csv --held-out 0 --initialization deck --batch 4 --hidden 5 --learning-rate 1 --l2 0.001
//   --epochs 40, of points.csv with the lines x,y,class 0,0,0 1,2,1 3,1,3 0.5,-1,1
const own = '0cfe4c6c7c717462';

async function run(page, steps) {
  await page.until(`${step} === '0'`, 20);
  await page.click(`${figure} button[data-run]`);
  await page.until(`${step} === '${steps.toLocaleString('en')}'`, 120);
}
async function expectBits(page, hash) {
  const text = await page.evaluate(bits);
  page.expect(text.includes(hash), `found ${text}, not ${hash}`);
}

export default async page => {
  // The page's own experiment: the terminal's bits and the page's numbers
  await page.open('#spiral?');
  await run(page, 10000);
  for (const hash of spiral) await expectBits(page, hash);
  for (const [row, network, value] of [['right', 0, '55.3 %'], ['right', 1, '99.0 %'], ['right of other points', 1, '98.0 %'],
    ['loss', 0, '0.7456'], ['loss', 1, '0.2130'], ['cross-entropy', 1, '0.0894'], ['√Σ W² of the first layer', 1, '10.5805']]) {
    const found = await page.evaluate(cell(row, network));
    page.expect(found === value, `${row}: ${found}, not ${value}`);
  }
  await page.open('#spiral?radius=1&hidden=20&activation=relu&rate=0.3&lambda=0.00004&seed=3&steps=500');
  await run(page, 500);
  await expectBits(page, small);
  await page.open('#spiral?set=own&hidden=5&steps=40&points=' + encodeURIComponent('0 0 0\n1 2 1\n3 1 3\n.5 -1 1'));
  await run(page, 40);
  await expectBits(page, own);

  // Equal neurons stay one: exercise 3; two points in one place cost log 2 at least: exercise 4
  await page.open('#spiral?first=equal&steps=100');
  await run(page, 100);
  page.expect(await page.evaluate(cell('different neurons', 1)) === '1', 'neurons that began equal differ');
  await expectBits(page, equal);
  await page.open('#spiral?set=own&lambda=0&steps=500&points=' + encodeURIComponent('1 1 0\n1 1 1'));
  await run(page, 500);
  page.expect(await page.evaluate(cell('cross-entropy', 1)) === '0.6931', 'not log 2: ' + await page.evaluate(cell('cross-entropy', 1)));

  // A link of the page's exercises brings its settings
  await page.open();
  await page.click('a[href="#spiral?hidden=3"]');
  await page.until(`document.querySelector('#spiral-hidden')?.value === '3' && ${step} === '0'`, 20);

  // A fourth class in the middle of the spiral, among its points: a tap makes a point, with a trembling hand too; a drag moves one
  await page.open();
  await page.click('a[href="#spiral?brush=3"]');
  await page.until(`document.querySelector('#spiral-brush')?.value === '3' && ${step} === '0'`, 20);
  const canvas = `${figure} canvas[role="application"]`, middle = [172 / 312, 138 / 312], off = [174 / 312, 139 / 312];
  const points = `document.querySelector('#spiral-points').value.split('\\n')`;
  for (const places of [[middle], [middle, off], [off]]) await page.drag(places, canvas);
  await page.until(`${points}.filter(p => p.endsWith(' 3')).length === 3 && ${points}.length === 303`);
  await page.drag([middle, off, [0.7, 0.5], [0.9, 0.05]], canvas);
  await page.until(`${points}.length === 303 && ${points}.filter(p => p.split(' ')[1] > 5.2).length === 1`);
  await page.drag([[0.9, 0.05], [0.5, 0.99]], canvas);
  await page.until(`${points}.length === 302 && ${points}.every(p => p.split(' ')[1] < 5.2)`);

  // They stand in the address, all 302; a page that is loaded again has them
  const all = await page.evaluate(`document.querySelector('#spiral-points').value`), length = await page.evaluate('location.hash.length');
  page.expect(length < 4000, `an address of ${length} letters`);
  await page.reload();
  await page.until(`document.querySelector('#spiral-points')?.value === ${JSON.stringify(all)} && document.querySelector('#spiral-set').value === 'own'`, 20);
  // More than an address takes: the page says so
  const long = Array.from({ length: 500 }, (_, i) => `${i}.${123456 + i} ${-i}.654321 ${i % 2}`).join('\n');
  await page.evaluate(`{ const t = document.querySelector('#spiral-points'); t.value = ${JSON.stringify(long)}; t.dispatchEvent(new Event('change')); }`);
  await page.until(`${q('.live')}.lastChild.textContent === '' && decodeURIComponent(location.hash).includes('points=_36565')`);
  await page.evaluate(`{ const t = document.querySelector('#spiral-points'); t.value = ${JSON.stringify(long.replaceAll(' ', '     '))}; t.dispatchEvent(new Event('change')); }`);
  await page.until(`location.hash.includes('points=_36565')`);
  await page.evaluate(`{ const t = document.querySelector('#spiral-points'); t.value = ${JSON.stringify(long.replaceAll('.', '.0000'))}; t.dispatchEvent(new Event('change')); }`);
  await page.until(`${q('.live')}.lastChild.textContent.startsWith('Your points: too long for the page’s address') && !location.hash.includes('points')`);

  // Back from a figure: the link is where it was
  await page.open();
  const place = `document.querySelector('a[href="#spiral?hidden=3"]').getBoundingClientRect().top`;
  await page.click('a[href="#spiral?hidden=3"]');
  await page.until(`document.querySelector('#spiral-hidden')?.value === '3' && ${step} === '0' && Math.abs(${q('.live')}.getBoundingClientRect().top) < 200`, 20);
  await page.evaluate('history.back()');
  await page.until(`!location.hash && Math.abs(${place} - history.state.top) < 2`, 5);
  await page.evaluate('new Promise(resolve => setTimeout(resolve, 1200))');
  page.expect(await page.evaluate(`Math.abs(${place} - history.state.top) < 2`), 'the link has moved: ' + await page.evaluate(place));

  // What every score's weights add up to does not change without a penalty: exercise 2
  await page.open('#spiral?lambda=0&steps=1000');
  await page.until(`${step} === '0'`, 20);
  const sums = async () => (await page.evaluate(cell('sums of the weights of their first two inputs', 0))).replaceAll('−', '-').split(', ').map(Number);
  const before = await sums();
  await page.click(`${figure} button[data-run]`);
  await page.until(`${step} === '1,000'`, 120);
  const after = await sums();
  page.expect(before.length === 2 && before.every((v, i) => Number.isFinite(v) && Math.abs(v - after[i]) < 0.001), `the sums of the weights: ${before}, then ${after}`);

  // Keys alone: a step, a point
  await page.open('#spiral?set=clouds&steps=5');
  await page.until(`${step} === '0'`);
  await page.evaluate(`${q('button[data-step]')}.focus()`);
  await page.key('Enter');
  await page.until(`${step} === '1'`);
  await page.evaluate(`${q('canvas[role="application"]')}.focus()`);
  for (const key of ['ArrowLeft', 'ArrowUp', ' ', ' ']) await page.key(key);
  await page.until(`document.querySelector('#spiral-set').value === 'own' && document.querySelector('#spiral-points').value.split('\\n').length === 301`);

  // What is refused says so
  for (const [value, sentence] of [['1 2 0\nx y z', 'Line 2: expected'], ['1 2 4', 'Line 1: expected'], ['1 2 0', 'One point'],
    [Array(600).fill('1 2 0').join('\n'), '600 points'], ['1 2 0\n2 1 0', 'All points are of one class']]) {
    await page.evaluate(`{ const t = document.querySelector('#spiral-points'); t.value = ${JSON.stringify(value)}; t.dispatchEvent(new Event('change')); }`);
    await page.until(`${failed}.includes(${JSON.stringify(sentence)})`);
  }
  await page.open('#spiral?rate=1000&activation=linear&lambda=10&steps=300');
  await page.until(`${step} === '0'`);
  await page.click(`${figure} button[data-run]`);
  await page.until(`${failed}.includes('training diverges')`, 30);
};
