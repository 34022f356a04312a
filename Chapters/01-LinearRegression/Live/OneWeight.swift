// One weight on its way down, for the page.

/// Gives the weights x after 0, 1, … `steps` updates.
@_expose(wasm, "oneWeight") @_cdecl("oneWeight")
public func oneWeight(_ start: Float, _ learningRate: Float, _ steps: Int) {
  give(OneWeight.descend(from: start, learningRate: learningRate, steps: steps))
}

@_expose(wasm, "oneWeightLoss") @_cdecl("oneWeightLoss")
public func oneWeightLoss(_ x: Float) -> Float { OneWeight.loss(x) }

@_expose(wasm, "oneWeightChecksum") @_cdecl("oneWeightChecksum")
public func oneWeightChecksum(_ x: Float) -> UInt64 {
  var sum = Checksum()
  sum.add(x)
  return sum.value
}
