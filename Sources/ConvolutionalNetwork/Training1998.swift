// The LeNet-5 of 1998: forward, backward and training, sixteen images at a time.
//
//     squash       x = f(a) = A tanh(Sa)      f′ = S (A − x²/A)      A = 1.7159, S = 2/3
//     subsample    a = coefficient · sum + bias
//                  d coefficient = Σ da · sum     d bias = Σ da     d(each of the four) = da · coefficient
//
// The paper trains by stochastic diagonal Levenberg–Marquardt, one image a step; here it is momentum, sixteen
// images a step. C1 and C3 use the kernels of LaneConvolution.swift; the absent kernels of C3 are zeros.
//
// Unsafe pointers to the maps, as there.
//
// Shapes:  x: 1 × 32 × 32   a1: 6 × 28 × 28   sum2, x2: 6 × 14 × 14   a3: 16 × 10 × 10   sum4, x4: 16 × 5 × 5, of lanes
//          X4: 16 × 400   X5: 16 × 120   X6: 16 × 84, rows are examples

import Matrices

/// Sixteen images on their way through the network.
public final class Strip1998 {
  private let strip = Strip(.paper)
  private let sum2 = LaneMaps(6, 14, 14)
  private let sum4 = LaneMaps(16, 5, 5)
  private var X4 = Matrix(rows: 16, columns: 400)
  private var X5 = Matrix(rows: 16, columns: 120)
  private var X6 = Matrix(rows: 16, columns: 84)
  private var count = 0

  public init() {}

  /// F6 of the last forward pass, images × 84: what is held against the bitmaps.
  public var painted: Matrix { X6.rows(0..<count) }

  /// The distance of each image from each digit's bitmap, images × 10.
  public func forward(_ network: LeNet1998, _ digits: Digits, _ indices: ArraySlice<Int>) -> Matrix {
    require((1...16).contains(indices.count), "\(indices.count) images for sixteen lanes")
    count = indices.count
    digits.images.withUnsafeBufferPointer { images in
      for (lane, index) in indices.enumerated() {
        strip.setImage(images.baseAddress! + index * Digits.pixels, lane: lane, .paper)
      }
    }
    convolveC1(strip.x.start, network.c1, into: strip.a1.start)
    subsample(strip.a1, network.s2, sums: sum2, into: strip.s2, side: 28)
    convolveC3(strip.s2.start, network.c3, into: strip.a3.start)
    subsample(strip.a3, network.s4, sums: sum4, into: strip.s4, side: 10)
    strip.copyS4(into: &X4, first: 0)
    network.c5.forward(X4, into: &X5)
    X5 = squash(X5)
    network.f6.forward(X5, into: &X6)
    X6 = squash(X6)
    return LeNet1998.distances(painted)
  }

  /// The gradient from the slopes along the distances of the last forward pass.
  public func backward(_ network: LeNet1998, _ dY: Matrix) -> LeNet1998 {
    var gradient = LeNet1998()
    var dX6 = Matrix(rows: 16, columns: 84)
    let present = LeNet1998.distancesBackward(painted, dY)
    dX6.values.replaceSubrange(0..<present.values.count, with: present.values)
    let D6 = dX6 * squashSlope(X6)
    gradient.f6 = network.f6.backward(X5, D6)
    let D5 = D6.timesTransposed(network.f6.weights) * squashSlope(X5)
    gradient.c5 = network.c5.backward(X4, D5)
    strip.setS4Gradient(from: D5.timesTransposed(network.c5.weights), first: 0)

    let d3 = strip.d3.start + 1
    gradient.s4 = subsampleBackward(
      strip.ds4, strip.s4, sum4, network.s4, strip.a3, into: d3, side: 10, rowStride: 12)
    gradient.c3.weights.values.withUnsafeMutableBufferPointer {
      weightGradientC3(strip.s2.start, d3, into: $0.baseAddress!)
    }
    biasGradient(d3, rowStride: 12, into: &gradient.c3.bias, side: 10)
    inputGradientC3(strip.d3.start, network.c3, into: strip.ds2.start)

    let d1 = strip.d1.start
    gradient.s2 = subsampleBackward(
      strip.ds2, strip.s2, sum2, network.s2, strip.a1, into: d1, side: 28, rowStride: 28)
    gradient.c1.weights.values.withUnsafeMutableBufferPointer {
      weightGradientC1(strip.x.start, d1, into: $0.baseAddress!)
    }
    biasGradient(d1, rowStride: 28, into: &gradient.c1.bias, side: 28)
    gradient.removeUnconnectedKernels()
    return gradient
  }
}

/// Trains on the digits; `report` hears of the number and mean loss of each epoch.
///
/// Throws `Divergence` when the loss is not finite.
public func train(
  _ network: inout LeNet1998, _ digits: Digits, epochs: Int, learningRate: Float, decay: Float,
  momentum: Float = 0.9,
  seed: UInt64 = 1, report: (_ epoch: Int, _ loss: Float) throws -> Void = { _, _ in }
) throws {
  let strip = Strip1998()
  var velocity = LeNet1998()
  var rate = learningRate
  for epoch in 1..<epochs + 1 {
    let order = SeededGenerator.order(of: digits.count, epoch: epoch, seed: seed)
    var total: Float = 0
    for start in stride(from: 0, to: order.count, by: 16) {
      let indices = order[start..<min(start + 16, order.count)]
      let Y = strip.forward(network, digits, indices)
      let (loss, dY) = LeNet1998.loss(Y, indices.map { digits.labels[$0] })
      guard loss.isFinite else {
        throw Divergence(epoch: epoch, step: start / 16 + 1, loss: loss, learningRate: rate)
      }
      update(&network, &velocity, strip.backward(network, dY), learningRate: rate, momentum: momentum)
      total += loss * Float(indices.count) / Float(order.count)
    }
    rate *= decay
    try report(epoch, total)
  }
}

/// v ← μ v + g, w ← w − α v
private func update(
  _ network: inout LeNet1998, _ velocity: inout LeNet1998, _ gradient: LeNet1998, learningRate: Float,
  momentum: Float
) {
  for name in LeNet1998.parameters {
    velocity[keyPath: name] *= momentum
    velocity[keyPath: name] += gradient[keyPath: name]
    network[keyPath: name].add(-learningRate, times: velocity[keyPath: name])
  }
}

/// The digit whose bitmap is nearest, for each image.
public func classify(_ network: LeNet1998, _ digits: Digits) -> [Int] {
  let strip = Strip1998()
  let order = Array(0..<digits.count)
  return stride(from: 0, to: order.count, by: 16).flatMap { start in
    (-strip.forward(network, digits, order[start..<min(start + 16, order.count)])).argmax()
  }
}

// MARK: - Squashing and subsampling

private let amplitude: Float = 1.7159
private let steepness: Float = 2 / 3

private func squash(_ A: Matrix) -> Matrix { amplitude * tanh(steepness * A) }
private func squash(_ a: Lanes) -> Lanes { amplitude * tanh(steepness * a) }

/// f′ from x = f(a).
private func squashSlope(_ X: Matrix) -> Matrix { steepness * (amplitude - X * X / amplitude) }
private func squashSlope(_ x: Lanes) -> Lanes { steepness * (amplitude - x * x / amplitude) }

/// a ← f(a); sums: the squares of 2 × 2 added up; x = f(coefficient · sum + bias).
private func subsample(_ a: LaneMaps, _ layer: Subsampling, sums: LaneMaps, into x: LaneMaps, side: Int) {
  for i in 0..<a.count { a.start[i] = squash(a.start[i]) }
  let half = side / 2
  for row in 0..<sums.count / half {
    let above = a.start + 2 * row * side
    let below = above + side
    let (coefficient, bias) = (layer.coefficients[0, row / half], layer.bias[0, row / half])
    for column in 0..<half {
      let left = 2 * column
      let sum = (above[left] + above[left + 1]) + (below[left] + below[left + 1])
      sums.start[row * half + column] = sum
      x.start[row * half + column] = squash(bias + coefficient * sum)
    }
  }
}

/// The gradient of coefficients and biases; d: the slopes before the squashing of `a`.
private func subsampleBackward(
  _ dx: LaneMaps, _ x: LaneMaps, _ sums: LaneMaps, _ layer: Subsampling, _ a: LaneMaps,
  into d: UnsafeMutablePointer<Lanes>, side: Int, rowStride: Int
) -> Subsampling {
  let half = side / 2
  let maps = layer.bias.columns
  var gradient = Subsampling(maps: maps)
  for map in 0..<maps {
    var (coefficientSlope, biasSlope) = (Lanes.zero, Lanes.zero)
    for row in map * half..<(map + 1) * half {
      for column in 0..<half {
        let place = row * half + column
        let slope = dx.start[place] * squashSlope(x.start[place])
        coefficientSlope.addProduct(slope, sums.start[place])
        biasSlope += slope
        for r in 2 * row...2 * row + 1 {
          for c in 2 * column...2 * column + 1 {
            d[r * rowStride + c] = slope * layer.coefficients[0, map] * squashSlope(a.start[r * side + c])
          }
        }
      }
    }
    gradient.coefficients[0, map] = coefficientSlope.sumOfLanes()
    gradient.bias[0, map] = biasSlope.sumOfLanes()
  }
  return gradient
}
