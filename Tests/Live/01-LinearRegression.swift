// What chapter 1 gives the page, with fixed input.

func live(_ sum: inout Checksum) {
  oneWeight(2, 0.01, 100)
  sum.add(Array(UnsafeBufferPointer(start: givenNumbers(), count: givenCount())))
  sum.add(oneWeightLoss(1.5))
}
