// Section 7.4's measurement in the page.

/// Gives the slopes' lengths, as `slopes` has them, and returns their checksum.
@_expose(wasm, "slopesByDistance") @_cdecl("slopesByDistance")
public func slopesByDistance(
  _ cell: Int, _ forgetBias: Float, _ scale: Float, _ hidden: Int, _ steps: Int, _ seed: UInt64
) -> UInt64 {
  let layer = newLayer(
    Cell.allCases[cell], forgetBias: forgetBias, scale: scale, hidden: hidden, seed: seed)
  let lengths = slopes(layer, steps: steps, seed: seed)
  give(lengths)
  var sum = Checksum()
  sum.add(lengths)
  return sum.value
}
