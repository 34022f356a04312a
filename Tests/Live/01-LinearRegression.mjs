export default async page => {
  await page.open('#one-weight?rate=0.5&steps=1');
  await page.until(`document.querySelector('[data-live="one-weight"] dd')`);
  page.expect(await page.text('[data-live="one-weight"] dd') === '0.0000', 'a rate of 0.5 arrives in one step');
  await page.click('Too large');
  await page.until(`location.hash.includes('rate=1.05')`);
  await page.evaluate(`document.getElementById('one-weight-start').focus()`);
  await page.evaluate(`document.getElementById('one-weight-start').select()`);
  await page.type('99');
  await page.key('Tab');
  await page.until(`document.querySelector('[data-live="one-weight"] .live-failed').textContent.includes('Start')`);
};
