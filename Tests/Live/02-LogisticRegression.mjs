// The border that can bend, in a browser.
const figure = '#figure-overfitting', q = rest => `document.querySelector('${figure} ${rest}')`;
const number = name => `[...document.querySelectorAll('${figure} .live-numbers div')].find(d => d.firstChild.textContent === '${name}')?.lastChild.textContent`;
const bits = q('.live-bits') + '?.innerText', failed = q('.live-failed') + '?.innerText';
const input = key => `document.querySelector('#overfitting-${key}')`;
const set = (page, key, value) => page.evaluate(`{ const i = ${input(key)}; i.value = ${JSON.stringify(value)}; i.dispatchEvent(new Event('change')); }`);
const sepals = '--inputs sepal_length,sepal_width --positive versicolor';

export default async page => {
  // The page's tables, and the terminal's bits: swift run logistic-regression curve …
  for (const [settings, numbers, options, hash] of [
    ['', ['81.3 %', '73.3 %', '0.360', '0.450'], `${sepals} --test 75 --seed 2`, 'd050d53bb490f0bd'],
    ['degree=8', ['89.3 %', '70.7 %', '0.165', '1.525'], `${sepals} --degree 8 --test 75 --seed 2`, '4efdb7b6314d8e01'],
    ['degree=8&l2=0.01', ['84.0 %', '78.7 %', '0.348', '0.471'], `${sepals} --degree 8 --l2 0.01 --test 75 --seed 2`, '2428d23d13ee2862'],
    ['degree=8&l1=0.03&l2=0', ['80.0 %', '76.0 %', '0.406', '0.461'], `${sepals} --degree 8 --l1 0.03 --l2 0 --test 75 --seed 2`, '6f7880a28a5ce3da'],
    ['degree=1&measures=petals&question=virginica&test=0&count=100&l2=0', ['94.0 %', '—', '0.103', '—'],
      '--inputs petal_length,petal_width --positive virginica --negative versicolor --degree 1 --l2 0 --seed 2', '0a706551960e04f7'],
  ]) {
    await page.open('#overfitting?' + settings);
    await page.until(`${bits}?.length > 20`, 20);
    const found = await page.evaluate(`[${['Right: training', 'Right: testing', 'J: training', 'J: testing'].map(number)}]`);
    page.expect(found.join() === numbers.join(), `${settings}: found ${found}, not ${numbers}`);
    const text = await page.evaluate(bits);
    page.expect(text.includes(hash) && text.includes('curve ' + options), `${settings}: found ${text}, not ${hash} and ${options}`);
  }

  // Flower by flower, to the same end; the same without motion
  for (const reduced of [true, false]) {
    await page.view(1400, 1000, { reduced });
    await page.open('#overfitting?count=30');
    await page.until(`${bits}?.length > 20`);
    const before = await page.evaluate(bits);
    await page.click(`${figure} button[data-grow]`);
    await page.until(`${number('Learned from')} === '30' && ${q('button[data-grow]')}.textContent === 'Flower by flower'`, 30);
    await page.until(`${bits} === ${JSON.stringify(before)}`);
  }

  // Where a degree's fit fails its loss is told as none; what is under way gives way to the next experiment
  await page.open('#overfitting?');
  await page.until(`${bits}?.length > 20`);
  await page.click('8, lasso 0.03');
  await page.click('2.5: petals');
  await page.until(`${number('Right: training')} === '94.0 %' && /8: training (—|\\d)/.test(${q('canvas:nth-of-type(2)')}.getAttribute('aria-label'))`, 30);
  page.expect(await page.evaluate(failed) === '', 'petals: ' + await page.evaluate(failed));
  await page.click('2.9: ten flowers');
  await page.until(`${number('Learned from')} === '10' && ${bits}.includes('--count 10')`, 20);
  // An error while drawing is a sentence, and what is computed comes to its end
  const end = await page.evaluate(`(() => { const part = book.parts[0], end = part.run('fit', { count: 10, degree: 1, l1: 0, l2: 1, field: [0, 1, 0, 1] }, () => { throw Error('No ink.'); }).done;
    return Promise.race([end.then(() => 'ended'), new Promise(resolve => setTimeout(resolve, 5000))]); })()`);
  page.expect(end === 'ended' && await page.evaluate(failed) === 'No ink.', `after an error while drawing: ${end}, ${await page.evaluate(failed)}`);
  // Points of one's own are seen wherever they lie
  await page.open('#overfitting?set=own&points=' + encodeURIComponent('0 0 0\n0 1 1\n12 9 0\n3 1 1\n5 5 0\n6 2 1'));
  await page.until(`${number('Learned from')} === '6'`, 20);
  await page.drag([[0.88, 0.3]], '#figure-overfitting canvas[role="application"]');
  await page.until(`document.querySelector('#overfitting-points').value.split('\\n').length === 7`);
  const [x] = (await page.evaluate(`document.querySelector('#overfitting-points').value.split('\\n')[6]`)).split(' ');
  page.expect(x > 10, `a point at the right is made at ${x}`);
  await page.open('#overfitting?count=30');
  await page.until(`${bits}?.length > 20`);

  // The curve's weights as a file: as many as it has, after the measures' means and deviations
  await page.evaluate(`HTMLAnchorElement.prototype.click = async function () { window.saved = [this.download, new Uint8Array(await (await fetch(this.href)).arrayBuffer())]; }`);
  await page.evaluate(`[...document.querySelectorAll('${figure} button')].find(b => b.textContent === 'Save curve.safetensors').click()`);
  await page.until('window.saved');
  const [name, header] = await page.evaluate(`[saved[0], new TextDecoder().decode(saved[1].slice(8, 8 + saved[1][0] + 256 * saved[1][1]))]`), tensors = JSON.parse(header);
  page.expect(name === 'curve.safetensors' && tensors.weight.shape.join() === '1,5' && tensors['products.mean'].shape[0] === 5
    && tensors.__metadata__.products === 'u,v,u2,uv,v2', `${name}: ${header}`);
  // The curves in words have their numbers
  await page.until(`/J over the degree: 1: training 0\\.\\d{3}, testing/.test([...document.querySelectorAll('${figure} canvas')].map(c => c.getAttribute('aria-label')).join())`);

  // Keys alone: the degree, a point of one's own
  await page.evaluate(`${input('degree')}.focus()`);
  await page.key('ArrowRight');
  await page.until(`${number('Weights ≠ 0')} === '9 of 9'`);
  await page.evaluate(`${q('canvas[role="application"]')}.focus()`);
  for (const key of ['ArrowLeft', 'ArrowUp', ' ', ' ']) await page.key(key);
  await page.until(`${input('set')}.value === 'own' && ${number('Learned from')} === '31'`);

  // What is refused says so
  for (const [value, sentence] of [['1 2 0\nx y z', 'Line 2: expected'], ['1 2 2', 'Line 1: expected'], ['1 2 0', 'One point']]) {
    await set(page, 'points', value);
    await page.until(`${failed}.includes(${JSON.stringify(sentence)})`);
  }
  // A constant input and no ridge: no single best border
  await page.open('#overfitting?set=own&l2=0&degree=1&points=' + encodeURIComponent('1 1 0\n1 2 1\n1 3 0\n1 4 1'));
  await page.until(`${failed}.includes('more than one boundary fits')`);
};
