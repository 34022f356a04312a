// A drawing on its way through the network, and a kernel laid over it.
//
// Shapes:  image: 784 bytes, 0 (paper) to 255 (ink)   kernel: 5 × 5

/// The network that the page brings along, once its weights have come.
nonisolated(unsafe) var broughtAlong = LeNet5()

/// Gives a drawing in the form of MNIST's digits, 784 numbers; false if it has no ink.
@_expose(wasm, "center") @_cdecl("center")
public func center(_ drawing: UnsafePointer<UInt8>, _ rows: Int, _ columns: Int) -> Bool {
  let pixels = [UInt8](UnsafeBufferPointer(start: drawing, count: rows * columns))
  guard let drawn = DrawnDigit(pixels, rows: rows, columns: columns) else { return false }
  give(drawn.image.map { Float($0) })
  return true
}

/// Takes the weights of the network that the page brings along, 61,706 numbers in PyTorch's order.
@_expose(wasm, "setBroughtAlong") @_cdecl("setBroughtAlong")
public func setBroughtAlong(_ weights: UnsafePointer<Float>) {
  broughtAlong = LeNet5(weights, pooling: .average)
}

/// Gives all that flows through a network: C1, S2, C3, S4, C5, F6, the ten probabilities.
@_expose(wasm, "forward") @_cdecl("forward")
public func forward(_ image: UnsafePointer<UInt8>, _ isBroughtAlong: Bool) {
  let network = isBroughtAlong ? broughtAlong : pageTraining.training.network
  let pixels = Array(UnsafeBufferPointer(start: image, count: Digits.pixels))
  let passed = network.forward(Pixels.standardized.maps(of: pixels))
  give(
    [
      passed.a1.values, passed.s2.values, passed.a3.values, passed.s4.values, passed.a5.values,
      passed.a6.values, passed.probabilities.values,
    ].flatMap { $0 })
}

/// Gives what a kernel makes of an image whose ink is 1, as large as the image. Returns its checksum.
@_expose(wasm, "layKernel") @_cdecl("layKernel")
public func layKernel(_ kernel: UnsafePointer<Float>, _ image: UnsafePointer<UInt8>) -> UInt64 {
  let weights = Matrix(
    rows: 5, columns: 5, values: Array(UnsafeBufferPointer(start: kernel, count: 25)))
  let map = laid(weights, on: Array(UnsafeBufferPointer(start: image, count: Digits.pixels))).values
  give(map)
  return Checksum(map).value
}

/// Gives the six kernels of C1, 5 × 5 each.
@_expose(wasm, "kernels") @_cdecl("kernels")
public func kernels(_ isBroughtAlong: Bool) {
  let network = isBroughtAlong ? broughtAlong : pageTraining.training.network
  give((0..<6).flatMap { network.c1.kernel(output: $0).values })
}

extension LeNet5 {
  /// A network of 61,706 numbers in PyTorch's order.
  init(_ weights: UnsafePointer<Float>, pooling: Pooling) {
    var rest = weights
    self.init(pooling: pooling) { _, shape in
      let count = shape.reduce(1, *)
      defer { rest += count }
      return Array(UnsafeBufferPointer(start: rest, count: count))
    }
  }
}
