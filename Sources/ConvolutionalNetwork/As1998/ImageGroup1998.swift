// The LeNet-5 of 1998: forward and backward, sixteen images at a time.
//
//     squash       x = f(a) = A tanh(Sa)      f′ = S (A − x²/A)      A = 1.7159, S = 2/3
//     subsample    a = coefficient · sum + bias
//                  d coefficient = Σ da · sum     d bias = Σ da     d(each of the four) = da · coefficient
//
// C1 and C3 use the kernels of today's network, with its unsafe pointers; absent kernels of C3 are zeros.
//
// Shapes:  of lanes: x: 1 × 32 × 32   a1: 6 × 28 × 28   s2: 6 × 14 × 14   a3: 16 × 10 × 10   s4: 16 × 5 × 5
//          X4: images × 400   X5: images × 120   X6: images × 84

import Matrices

/// Up to sixteen images on their way through the network.
public final class ImageGroup1998 {
  private let maps = GroupMaps(.paper)
  private let sum2 = LaneMaps(6, 14, 14)
  private let sum4 = LaneMaps(16, 5, 5)
  private var X4 = Matrix(rows: 0, columns: 400)
  private var X5 = Matrix(rows: 0, columns: 120)
  /// F6 of the last forward pass, images × 84: what is held against the bitmaps.
  public private(set) var X6 = Matrix(rows: 0, columns: 84)

  public init() {}

  /// The distance of each image from each digit's bitmap, images × 10.
  public func forward(_ network: LeNet1998, _ digits: Digits, _ indices: ArraySlice<Int>) -> Matrix {
    maps.setImages(digits, indices)
    convolveC1(maps.x, network.c1, into: maps.a1)
    subsample(maps.a1, network.s2, sums: sum2, into: maps.s2)
    convolveC3(maps.s2, network.c3, into: maps.a3)
    subsample(maps.a3, network.s4, sums: sum4, into: maps.s4)
    if X4.rows != indices.count { X4 = Matrix(rows: indices.count, columns: 400) }
    maps.copyS4(into: &X4)
    X5 = squash(network.c5.forward(X4))
    X6 = squash(network.f6.forward(X5))
    return LeNet1998.distances(X6)
  }

  /// The gradient, from the slopes of the loss along F6, images × 84.
  ///
  /// - Parameter squared: takes the square of all that slopes meet on their way, weights, inputs and f′. So
  ///   second derivatives along F6 become those along each parameter (LevenbergMarquardt.swift).
  func backward(_ network: LeNet1998, _ dX6: Matrix, squared: Bool = false) -> LeNet1998 {
    var network = network
    for i in LeNet1998.parameters where squared { network[i] = network[i] * network[i] }
    let factor = Multiplier(squared: squared)
    var gradient = LeNet1998()
    let (sixth, dX5) = network.f6.backward(factor(X5), dX6 * factor(derivative(value: X6)))
    let (fifth, dX4) = network.c5.backward(factor(X4), dX5 * factor(derivative(value: X5)))
    (gradient.f6, gradient.c5) = (sixth, fifth)
    maps.setS4Gradient(from: dX4)

    gradient.s4 = subsampleBackward(maps.ds4, maps.s4, sum4, network.s4, maps.a3, into: maps.d3, factor)
    weightGradientC3(factor(maps.s2), maps.d3, maps.sums, into: &gradient.c3)
    inputGradientC3(maps.d3, network.c3, into: maps.ds2)
    gradient.s2 = subsampleBackward(maps.ds2, maps.s2, sum2, network.s2, maps.a1, into: maps.d1, factor)
    weightGradientC1(factor(maps.x), maps.d1, maps.sums, into: &gradient.c1)
    gradient.removeUnconnectedKernels()
    return gradient
  }
}

/// What a slope is multiplied by on its way back, or the square of it.
private struct Multiplier {
  let squared: Bool

  @inline(__always) func callAsFunction(_ x: Sixteen) -> Sixteen { squared ? x * x : x }
  func callAsFunction(_ X: Matrix) -> Matrix { squared ? X * X : X }

  func callAsFunction(_ maps: LaneMaps) -> LaneMaps {
    if !squared { return maps }
    let squares = LaneMaps(maps.maps, maps.rows, maps.columns)
    for i in 0..<maps.count { squares.start[i] = maps.start[i] * maps.start[i] }
    return squares
  }
}

/// The digit whose bitmap is nearest, for each image.
public func classify(_ network: LeNet1998, _ digits: Digits) -> [Int] {
  let group = ImageGroup1998()
  let order = Array(0..<digits.count)
  return stride(from: 0, to: order.count, by: 16).flatMap { start in
    group.forward(network, digits, order[start..<min(start + 16, order.count)]).map { -$0 }.argmax()
  }
}

// MARK: - Squashing and subsampling

private let amplitude: Float = 1.7159
private let steepness: Float = 2 / 3

private func squash(_ A: Matrix) -> Matrix { A.mapLanes { squash($0) } }
@inline(__always) private func squash(_ a: Sixteen) -> Sixteen { amplitude * tanh(steepness * a) }

/// f′ from x = f(a).
private func derivative(value X: Matrix) -> Matrix { X.mapLanes { derivative(value: $0) } }
@inline(__always)
private func derivative(value x: Sixteen) -> Sixteen { steepness * (amplitude - x * x / amplitude) }

/// a ← f(a); sums: the squares of 2 × 2 added up; x = f(coefficient · sum + bias).
private func subsample(_ a: LaneMaps, _ layer: Subsampling, sums: LaneMaps, into x: LaneMaps) {
  for i in 0..<a.count { a.start[i] = squash(a.start[i]) }
  for row in 0..<x.maps * x.rows {
    let above = a.start + 2 * row * a.columns
    let below = above + a.columns
    let (coefficient, bias) = (layer.coefficients[0, row / x.rows], layer.bias[0, row / x.rows])
    for column in 0..<x.columns {
      let left = 2 * column
      let sum = (above[left] + above[left + 1]) + (below[left] + below[left + 1])
      sums.start[row * x.columns + column] = sum
      x.start[row * x.columns + column] = squash(bias + coefficient * sum)
    }
  }
}

/// The gradient of coefficients and biases; d: the slopes before the squashing of `a`, zeros at both ends.
private func subsampleBackward(
  _ dx: LaneMaps, _ x: LaneMaps, _ sums: LaneMaps, _ layer: Subsampling, _ a: LaneMaps, into d: LaneMaps,
  _ factor: Multiplier
) -> Subsampling {
  var gradient = Subsampling(maps: x.maps)
  for map in 0..<x.maps {
    let coefficient = layer.coefficients[0, map]
    var (coefficientSlope, biasSlope) = (Sixteen.zero, Sixteen.zero)
    for row in map * x.rows..<(map + 1) * x.rows {
      for column in 0..<x.columns {
        let place = row * x.columns + column
        let slope = dx.start[place] * factor(derivative(value: x.start[place]))
        coefficientSlope.addProduct(slope, factor(sums.start[place]))
        biasSlope += slope
        let square = a.start + (2 * row * a.columns + 2 * column)
        let target = d.start + (2 * row * d.columns + 2 * column + 1)
        for r in 0..<2 {
          for c in 0..<2 {
            let value = square[r &* a.columns &+ c]
            target[r &* d.columns &+ c] = slope * coefficient * factor(derivative(value: value))
          }
        }
      }
    }
    gradient.coefficients[0, map] = coefficientSlope.sumOfLanes()
    gradient.bias[0, map] = biasSlope.sumOfLanes()
  }
  return gradient
}
