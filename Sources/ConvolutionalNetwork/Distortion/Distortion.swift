// Distorted copies of an image: the same digit as another hand might have written it (LeCun et al. 1998,
// section III-C: shifts, scaling, squeezing, shearing; Simard, Steinkraus and Platt, Best Practices for
// Convolutional Neural Networks, 2003: elastic distortions).
//
// Each pixel of the new image is looked up in the old one, at
//
//     source = M · place + shift + elastic(place)        place: measured from the middle of the image
//
// M turns, scales, squeezes and shears. The elastic part is a smooth field: random arrows on a coarse grid,
// and between them cubic B-splines. Between pixels the old image is interpolated linearly.
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

/// How far images may be distorted. Each amount is drawn anew, uniformly in ± the bound given here.
public struct Distortion: Equatable, Sendable {
  /// In pixels, to each side.
  public var shift: Float = 2
  /// In radians.
  public var rotation: Float = 0.2
  /// Relative, of height and width separately.
  public var scale: Float = 0.12
  /// Columns a row.
  public var shear: Float = 0.2
  /// Length of the grid's arrows, in pixels.
  public var elastic: Float = 3

  public init() {}

  /// The parts of a cubic B-spline for each of the 28 places: the first grid line, and four weights.
  private static let splines: [(first: Int, weights: SIMD4<Float>)] = (0..<Digits.side).map { place in
    let spacing: Float = 6
    let position = Float(place) / spacing
    let first = Int(position)
    let t = position - Float(first)
    let s = 1 - t
    let weights = SIMD4(s * s * s, 3 * t * t * t - 6 * t * t + 4, 3 * s * s * s - 6 * s * s + 4, t * t * t)
    return (first, weights / 6)
  }

  /// Grid lines: the last place, 27, lies between lines 4 and 5 and reaches from line 4 to line 7.
  private static let lines = 8

  /// - Parameters:
  ///   - image: 28 × 28 pixels.
  ///   - target: receives 28 × 28 pixels.
  func apply(
    to image: UnsafePointer<UInt8>, into target: UnsafeMutablePointer<UInt8>,
    using generator: inout SeededGenerator
  ) {
    let sizes = [shift, rotation, scale, shear, elastic]
    require(sizes.allSatisfy { abs($0) <= 100 }, "a distortion by \(sizes), expected at most 100")
    let matrix = randomMatrix(using: &generator)
    let offset = shift * arrow(&generator)
    let rowArrows = elasticRows(using: &generator)
    for row in 0..<Digits.side {
      for column in 0..<Digits.side {
        let place = SIMD2(Float(row), Float(column)) - 13.5
        var source = matrix.0 * place[0] + matrix.1 * place[1] + offset + 13.5
        let (first, weights) = Distortion.splines[column]
        for k in 0..<4 { source += weights[k] * rowArrows[row * Distortion.lines + first + k] }
        target[row * Digits.side + column] = interpolated(image, source)
      }
    }
  }

  /// All images as an epoch sees them; `seed` and `epoch` decide, whatever the number of threads.
  public func apply(to digits: Digits, epoch: Int, seed: UInt64, threads: Int = 1) -> Digits {
    require(threads > 0 && epoch >= 0, "\(threads) threads in epoch \(epoch)")
    let images = [UInt8](unsafeUninitializedCapacity: digits.images.count) { images, count in
      count = digits.images.count
      let target = images.baseAddress
      digits.images.withUnsafeBufferPointer { source in
        Team(count: max(1, min(threads, digits.count))).deal(digits.count) { index, _ in
          var generator = Distortion.randomNumbers(for: index, epoch: epoch, seed: seed)
          let place = index * Digits.pixels
          apply(to: source.baseAddress! + place, into: target! + place, using: &generator)
        }
      }
    }
    return Digits(images: images, labels: digits.labels)
  }

  /// What an image's copy in an epoch is drawn from.
  static func randomNumbers(for index: Int, epoch: Int, seed: UInt64) -> SeededGenerator {
    var generator = SeededGenerator(seed: seed, stream: epoch)
    return SeededGenerator(seed: generator.next() &+ UInt64(index))
  }

  /// One image.
  public func apply(to image: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    require(image.count == Digits.pixels, "\(image.count) pixels, expected 28 × 28")
    var target = image
    apply(to: image, into: &target, using: &generator)
    return target
  }

  /// The two columns of M: a rotation, times different scales, times a shear.
  ///
  /// With t the tangent of half the angle, (1 − t²) / (1 + t²) and 2t / (1 + t²) are its cosine and sine.
  private func randomMatrix(using generator: inout SeededGenerator) -> (SIMD2<Float>, SIMD2<Float>) {
    let t = rotation / 2 * generator.uniform(in: -1..<1)
    let (cosine, sine) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
    let height = 1 + scale * generator.uniform(in: -1..<1)
    let width = 1 + scale * generator.uniform(in: -1..<1)
    let slant = shear * generator.uniform(in: -1..<1)
    let first = SIMD2(cosine, sine) * height
    let second = SIMD2(-sine, cosine) * width
    return (first + slant * second, second)
  }

  /// The arrows, interpolated from row to row: 28 × lines.
  private func elasticRows(using generator: inout SeededGenerator) -> [SIMD2<Float>] {
    let lines = Distortion.lines
    let arrows = (0..<lines * lines).map { _ in elastic * arrow(&generator) }
    return (0..<Digits.side * lines).map { i in
      let (first, weights) = Distortion.splines[i / lines]
      return (0..<4).reduce(SIMD2<Float>.zero) { $0 + weights[$1] * arrows[(first + $1) * lines + i % lines] }
    }
  }

  private func arrow(_ generator: inout SeededGenerator) -> SIMD2<Float> {
    SIMD2(generator.uniform(in: -1..<1), generator.uniform(in: -1..<1))
  }
}

/// The image between its pixels; outside there is paper.
@inline(__always)
private func interpolated(_ image: UnsafePointer<UInt8>, _ source: SIMD2<Float>) -> UInt8 {
  let corner = source.rounded(.down)
  let (row, column) = (Int(corner[0]), Int(corner[1]))
  guard row >= -1, row < Digits.side, column >= -1, column < Digits.side else { return 0 }
  func pixel(_ r: Int, _ c: Int) -> Float {
    r >= 0 && r < Digits.side && c >= 0 && c < Digits.side ? Float(image[r &* Digits.side &+ c]) : 0
  }
  let t = source - corner
  let above = pixel(row, column) * (1 - t[1]) + pixel(row, column &+ 1) * t[1]
  let below = pixel(row &+ 1, column) * (1 - t[1]) + pixel(row &+ 1, column &+ 1) * t[1]
  return UInt8(above * (1 - t[0]) + below * t[0] + 0.5)
}
