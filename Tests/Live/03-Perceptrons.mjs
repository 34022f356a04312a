// Rosenblatt's rule and the Mark I in a browser.
const q = (figure, rest) => `document.querySelector('#figure-${figure} ${rest}')`;
const number = (figure, name) => `[...document.querySelectorAll('#figure-${figure} .live-numbers div')].find(d => d.firstChild.textContent === '${name}')?.lastChild.textContent`;
const bits = figure => q(figure, '.live-bits') + '?.innerText', failed = figure => q(figure, '.live-failed') + '?.innerText';
const firstRow = figure => `[...${q(figure, 'tbody')}.querySelectorAll('tr:first-child td')].map(d => d.innerText).join(' ')`;
const runs = async (page, figure, hash, seconds = 60) => {
  await page.click(`#figure-${figure} button[data-run]`);
  await page.until(`${q(figure, 'button[data-run]')}.textContent !== 'Pause' && ${bits(figure)}.includes('swift run')`, seconds);
  const text = await page.evaluate(bits(figure));
  page.expect(text.includes(hash), `${figure}: found ${text}, not ${hash}`);
};

export default async page => {
  // To the end, with the terminal's bits: swift run perceptron rule, and rule --set xor --no-shuffle --epochs 100
  await page.open('#rule-at-work?');
  await page.until(`${number('rule-at-work', 'Epoch')} === '0'`, 20);
  await runs(page, 'rule-at-work', '274a6806bc18fc35');
  page.expect(await page.evaluate(number('rule-at-work', 'Right')) === '60 of 60', 'not separated');
  // In the middle of an epoch: swift run perceptron rule --corrections 5; and halved: rule --size 0.5
  await page.open('#rule-at-work?');
  await page.until(`${number('rule-at-work', 'Epoch')} === '0'`, 20);
  for (let i = 1; i <= 5; i++) {
    await page.click('#figure-rule-at-work button[data-step]');
    await page.until(`${number('rule-at-work', 'Corrections')} === '${i}'`);
  }
  page.expect(/b98b140c854317db.*--corrections 5/.test(await page.evaluate(bits('rule-at-work'))), 'five corrections: ' + await page.evaluate(bits('rule-at-work')));
  await page.open('#rule-at-work?size=0.5');
  await page.until(`${number('rule-at-work', 'Epoch')} === '0'`, 20);
  await runs(page, 'rule-at-work', 'fbdaeb9ba7cdec28');
  await page.open('#xor?');
  await page.until(`${number('xor', 'Epoch')} === '0'`, 20);

  // A point that is moved, or made, leaves the weights and the border; no command has these
  await page.open('#rule-at-work?');
  await page.until(`${number('rule-at-work', 'Epoch')} === '0'`, 20);
  await page.click('#figure-rule-at-work button[data-step]');
  await page.until(`${number('rule-at-work', 'Corrections')} === '1'`);
  const weights = `[${['w₁', 'w₂', 'b'].map(w => number('rule-at-work', w))}].join()`, were = await page.evaluate(weights);
  await page.drag([[0.5, 0.1]], '#figure-rule-at-work canvas[role="application"]');
  await page.until(`document.querySelector('#rule-at-work-points').value.split('\\n').length === 61 && ${number('rule-at-work', 'Corrections')} === '0'`);
  page.expect(await page.evaluate(weights) === were && were !== '0,0,0', `weights ${await page.evaluate(weights)}, that were ${were}`);
  page.expect(!(await page.evaluate(bits('rule-at-work'))).includes('swift run'), 'a command for weights that no command has');
  await page.click('#figure-rule-at-work button[data-step]');
  await page.until(`${number('rule-at-work', 'Corrections')} === '1'`);
  await page.evaluate(`[...document.querySelectorAll('#figure-rule-at-work button')].find(b => b.textContent === 'Start again').click()`);
  await page.until(`${weights} === '0,0,0'`);
  await page.open('#xor?');
  await page.until(`${number('xor', 'Epoch')} === '0'`, 20);

  // The page's circle, by keys: from the second epoch on four weights
  await page.evaluate(`${q('xor', 'button[data-step]')}.focus()`);
  for (const [corrections, row] of [[1, '1 1 (0, 1) 1 0 (0, 1) 1'], [2, '2 1 (1, 1) 0 1 (−1, 0) 0']]) {
    await page.key('Enter');
    await page.until(`${number('xor', 'Corrections')} === '${corrections}'`);
    const found = await page.evaluate(firstRow('xor'));
    page.expect(found === row, `correction ${corrections}: ${found}, not ${row}`);
  }
  await runs(page, 'xor', 'a82f60b47b790075');
  page.expect(await page.evaluate(number('xor', 'Largest number')) === '2', 'a number beyond 2');

  // Shuffled, as the page counts: 27,921 corrections, 41 different weights
  await page.open('#xor?shuffled=true&epochs=10000');
  await page.until(`${number('xor', 'Epoch')} === '0'`, 20);
  await runs(page, 'xor', 'ef9eb1ea2b1acdf5');
  page.expect(await page.evaluate(number('xor', 'Corrections')) === '27,921', 'corrections: ' + await page.evaluate(number('xor', 'Corrections')));
  page.expect(['40', '41'].includes(await page.evaluate(number('xor', 'Different weights'))), 'weights: ' + await page.evaluate(number('xor', 'Different weights')));

  // A point by keys; what is refused says so
  await page.evaluate(`${q('xor', 'canvas[role="application"]')}.focus()`);
  for (const key of ['ArrowLeft', 'ArrowUp', ' ', ' ']) await page.key(key);
  await page.until(`document.querySelector('#xor-set').value === 'own'`);
  for (const [value, sentence] of [['1 2 0\nx y z', 'Line 2: expected'], ['1 2 2', 'Line 1: expected'], ['1 2 0', 'One point']]) {
    await page.evaluate(`{ const t = document.querySelector('#xor-points'); t.value = ${JSON.stringify(value)}; t.dispatchEvent(new Event('change')); }`);
    await page.until(`${failed('xor')}.includes(${JSON.stringify(sentence)})`);
  }

  // The Mark I: swift run perceptron mark-i
  await page.open('#mark-i-shapes?');
  await page.until(`${number('mark-i-shapes', 'Pictures shown')} === '0'`, 20);
  await runs(page, 'mark-i-shapes', '1fc65f76cafe5d99');
  for (const [name, value] of [['Right, last weights', '91.9 %'], ['Right, average', '93.5 %']]) {
    const found = await page.evaluate(number('mark-i-shapes', name));
    page.expect(found === value, `${name}: ${found}, not ${value}`);
  }
  // On the way: swift run perceptron mark-i --until 100
  await page.click('#figure-mark-i-shapes button[data-step] + button');
  await page.until(`${number('mark-i-shapes', 'Pictures shown')} === '0'`);
  await page.click('A hundred');
  await page.until(`/e60a0bf1400dd4c5.*--until 100/.test(${bits('mark-i-shapes')})`);
  // A drawing by keys is answered, and taught
  const told = `[...document.querySelectorAll('#figure-mark-i-shapes .live-stage p')].at(-1).innerText`;
  await page.click('Clear');
  await page.until(`${told}.startsWith('Draw on the field')`);
  await page.click('Teach: this is a triangle');
  await page.until(`${failed('mark-i-shapes')}.includes('nothing on the field')`);
  await page.evaluate(`${q('mark-i-shapes', 'canvas[role="application"]')}.focus()`);
  for (const key of [' ', ...Array(6).fill('ArrowRight'), ' ']) await page.key(key);
  await page.until(`${told}.startsWith('The machine says')`);
  await page.click('Teach: this is a triangle');
  await page.until(`${number('mark-i-shapes', 'Taught by you')} === '1'`);
  await page.drag([[0.2, 0.2], [0.8, 0.2], [2, 2]], '#figure-mark-i-shapes canvas[role="application"]');
  await page.click('Draw a square');
  await page.until(`${told}.includes('a square')`);

  // Without motion the end alone, and nothing lost
  await page.view(1400, 1000, { reduced: true });
  await page.open('#xor?shuffled=true&epochs=200');
  await page.until(`${number('xor', 'Epoch')} === '0'`, 20);
  await runs(page, 'xor', '52b541da1b9fc678');
  page.expect(await page.evaluate(number('xor', 'Corrections')) === '549', 'corrections: ' + await page.evaluate(number('xor', 'Corrections')));
};
