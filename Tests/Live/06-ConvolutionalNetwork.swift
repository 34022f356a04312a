// What the page is given of chapter 6, with fixed input.

private func givenToPage() -> [Float] {
  Array(UnsafeBufferPointer(start: givenNumbers(), count: givenCount()))
}

func live(_ sum: inout Checksum) {
  var generator = SeededGenerator(seed: 17)
  func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(generator.next() & 0xFF) } }

  // A drawing: a stroke that bends.
  var drawing = [UInt8](repeating: 255, count: 120 * 120)
  for row in 20..<100 {
    for column in 0..<9 { drawing[row * 120 + 40 + column + (row - 60) * (row - 60) / 60] = 0 }
  }
  sum.add(center(drawing, 120, 120) ? 1 : 0)
  let image = givenToPage().map { UInt8($0) }
  sum.add(image.map { Float($0) })
  sum.add(center([UInt8](repeating: 255, count: 100), 10, 10) ? 1 : 0)
  sum.add(Float(layKernel((0..<25).map { Float($0) / 8 - 1.5 }, image) & 0xFFFF))
  sum.add(givenToPage())

  // A network of the reader's.
  let numbers = (0..<61_706).map { _ in generator.uniform(in: -0.1..<0.1) }
  setBroughtAlong(numbers)
  forward(image, true)
  sum.add(givenToPage())
  kernels(true)
  sum.add(givenToPage())

  // Training, as the page does it, on images that show nothing.
  let labels = (0..<1200).map { UInt8($0 % 10) }
  setDigits(bytes(1200 * 784), labels, 1200)
  for distorts in [false, true] {
    for rule: Float in [0.9, -1] {
      begin(3, distorts, 0.01, rule, 0.9, 0.001, 32, distorts)
      for _ in 0..<10 { sum.add(step()) }  // more than an epoch of 200 images
      sum.add(Float(epoch() * 100 + steps()))
      sum.add(epochLoss())
      guess(image)
      sum.add(givenToPage())
      classifyHeldOut(0, 200)
      sum.add(givenToPage())
    }
  }
  weights()
  sum.add(givenToPage())
  sum.add(Float(checksum(false) & 0xFFFF))
  begin(3, false, 0.01, 0, 1, 0, 64, false)
  setWeights(numbers)
  weights()
  sum.add(givenToPage() == numbers ? 1 : 0)
  begin(1, false, 1e30, 0, 1, 0, 64, false)
  var last: Float = 0
  for _ in 0..<4 where last.isFinite { last = step() }
  divergence()
  sum.add(givenToPage())
}
