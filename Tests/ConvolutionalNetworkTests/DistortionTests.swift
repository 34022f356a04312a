import Foundation
import Matrices
import Testing

@testable import ConvolutionalNetwork
@testable import struct lenet5.DrawnDigit

@Suite struct PlainDistortionTests {
  /// Every pixel is gray, so that each place of the image counts, its edge too.
  private static let gray = (0..<784).map { UInt8(40 + $0 * 7919 % 211) }

  /// Where each pixel of a distorted image comes from, by the formulas of the papers in double precision: the cubic
  /// B-spline as one function of the distance to a grid line, sine and cosine of an angle.
  private func sources(
    shift: Double, rotation: Double, scale: Double, shear: Double, elastic: Double, seed: UInt64
  ) -> [(row: Double, column: Double)] {
    var generator = SeededGenerator(seed: seed)
    func draw() -> Double { Double(generator.uniform(in: -1..<1)) }
    let angle = 2 * atan(rotation / 2 * draw())
    let (height, width) = (1 + scale * draw(), 1 + scale * draw())
    let slant = shear * draw()
    let moved = (shift * draw(), shift * draw())
    let arrows = (0..<64).map { _ in (elastic * draw(), elastic * draw()) }
    func spline(_ distance: Double) -> Double {
      let d = abs(distance)
      return d < 1 ? 2 / 3 - d * d + d * d * d / 2 : d < 2 ? (2 - d) * (2 - d) * (2 - d) / 6 : 0
    }
    return (0..<784).map { place in
      let (i, j) = (Double(place / 28), Double(place % 28))
      // First the shear, then the scales, then the rotation
      let y: Double = (i - 13.5) * height
      let x: Double = (j - 13.5 + slant * (i - 13.5)) * width
      var row: Double = cos(angle) * y - sin(angle) * x + moved.0 + 13.5
      var column: Double = sin(angle) * y + cos(angle) * x + moved.1 + 13.5
      for (number, arrow) in arrows.enumerated() {
        // The lines lie six pixels apart, the first of them before the image
        let part: Double = spline(i / 6 - Double(number / 8 - 1)) * spline(j / 6 - Double(number % 8 - 1))
        row += part * arrow.0
        column += part * arrow.1
      }
      return (row, column)
    }
  }

  /// Each pixel is its source's four neighbors, each by its nearness, to the nearest whole number.
  private func check(_ found: [UInt8], _ sources: [(row: Double, column: Double)]) {
    for (value, source) in zip(found, sources) {
      var expected = 0.0
      for r in 0..<28 {
        for c in 0..<28 {
          let down: Double = max(0, 1 - abs(source.row - Double(r)))
          let across: Double = max(0, 1 - abs(source.column - Double(c)))
          expected += down * across * Double(PlainDistortionTests.gray[r * 28 + c])
        }
      }
      #expect(abs(Double(value) - expected) < 0.52)
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `An image is distorted as the papers' formulas have it, by the usual bounds`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    check(
      Distortion().apply(to: PlainDistortionTests.gray, using: &generator),
      sources(shift: 2, rotation: 0.2, scale: 0.12, shear: 0.2, elastic: 3, seed: seed))
    // Four numbers, the shift and 64 arrows were drawn
    var other = SeededGenerator(seed: seed)
    for _ in 0..<4 + 2 + 2 * 64 { _ = other.uniform(in: -1..<1) }
    #expect(generator.next() == other.next())
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `It is also where bounds are wide and the image's edges far inside`(seed: UInt64) {
    var wide = Distortion()
    (wide.shift, wide.rotation, wide.scale, wide.shear, wide.elastic) = (9, 1.5, 0.5, 0.5, 5)
    var generator = SeededGenerator(seed: seed)
    check(
      wide.apply(to: PlainDistortionTests.gray, using: &generator),
      sources(shift: 9, rotation: 1.5, scale: 0.5, shear: 0.5, elastic: 5, seed: seed))
  }

  @Test(arguments: [1, 2, 3, 9])
  func `Each image of an epoch is its own, distorted by epoch, seed and place`(threads: Int) throws {
    let digits = try sample(every: 500, count: 7)
    var none = Distortion()
    (none.shift, none.rotation, none.scale, none.shear, none.elastic) = (0, 0, 0, 0, 0)
    let kept = none.apply(to: digits, epoch: 3, seed: 1, threads: threads)
    #expect(kept.images == digits.images && kept.labels == digits.labels)
    let same = digits.subset([4, 4, 4])
    let images = [(1, 1), (2, 1), (1, 2)].map { epoch, seed in
      Distortion().apply(to: same, epoch: epoch, seed: seed, threads: threads)
    }
    #expect(Set(images.flatMap { digits in (0..<3).map { digits.image($0) } }).count == 9)
    #expect(Distortion().apply(to: digits.subset([]), epoch: 1, seed: 1, threads: threads).count == 0)
  }
}

@Suite struct DrawingTests {
  /// A picture of 3 × 3 whose edge is gray 120, just below the middle.
  private func nine(_ change: (inout [UInt8]) -> Void) -> DrawnDigit? {
    var pixels = [UInt8](repeating: 120, count: 9)
    pixels[4] = 255
    change(&pixels)
    return DrawnDigit(pixels, rows: 3, columns: 3)
  }

  @Test func `All pixels of the edge decide how bright the paper is, corners twice`() throws {
    #expect(try !#require(nine { _ in }).paperIsBright)
    for place in 0..<9 where place != 4 {
      let more: UInt8 = place % 2 == 0 ? 50 : 100
      #expect(try #require(nine { $0[place] += more }).paperIsBright, "pixel \(place)")
      #expect(try !#require(nine { $0[place] += more - 15 }).paperIsBright, "pixel \(place)")
    }
  }

  @Test func `Ink differs from paper by eight at least, and by a fifth of the darkest`() throws {
    func spots(_ first: UInt8, _ second: UInt8) -> DrawnDigit? {
      var pixels = [UInt8](repeating: 0, count: 25)
      (pixels[6], pixels[18]) = (first, second)
      return DrawnDigit(pixels, rows: 5, columns: 5)
    }
    #expect(spots(7, 0) == nil)
    #expect(spots(8, 0) != nil)
    #expect(try #require(spots(250, 49)).rows == 1..<2)
    #expect(try #require(spots(250, 50)).rows == 1..<4)
    #expect(try #require(spots(250, 50)).columns == 1..<4)
  }

  @Test func `A lopsided digit stays in the picture`() throws {
    // A stem of one column over a block, and upside down
    var pixels = [UInt8](repeating: 0, count: 24 * 24)
    for row in 2..<22 { for column in 2..<(row < 18 ? 3 : 22) { pixels[row * 24 + column] = 255 } }
    let upright = try #require(DrawnDigit(pixels, rows: 24, columns: 24)).image
    let turned = try #require(DrawnDigit(pixels.reversed(), rows: 24, columns: 24)).image
    #expect(upright[..<28].contains { $0 > 0 } && upright[(20 * 28)...].allSatisfy { $0 == 0 })
    #expect(turned[(27 * 28)...].contains { $0 > 0 } && turned[..<(8 * 28)].allSatisfy { $0 == 0 })
  }

  @Test func `Of three pixels two are made, each the mean of what it covers`() throws {
    var pixels = [UInt8](repeating: 0, count: 40 * 40)
    func gray(_ row: Int, _ column: Int) -> Double { 100 + Double((row * 31 + column * 17) % 150) }
    for row in 0..<30 {
      for column in 0..<30 { pixels[(row + 5) * 40 + column + 3] = UInt8(gray(row, column)) }
    }
    let drawn = try #require(DrawnDigit(pixels, rows: 40, columns: 40))
    // Each pixel made four, nine of them are one
    let small = (0..<400).map { place in
      let (top, left) = (place / 20 * 3, place % 20 * 3)
      return (0..<9).reduce(0.0) { $0 + gray((top + $1 / 3) / 2, (left + $1 % 3) / 2) / 9 }
    }
    let darkest = small.max() ?? 0
    let fits = (0..<25).contains { start in
      (0..<400).allSatisfy { place in
        let (row, column) = (start / 5 + 2 + place / 20, start % 5 + 2 + place % 20)
        let expected: Double = 255 * small[place] / darkest
        return abs(Double(drawn.image[row * 28 + column]) - expected) < 0.51
      }
    }
    #expect(fits)
  }
}
