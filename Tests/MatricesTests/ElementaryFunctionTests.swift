import Matrices
import Testing

/// One function in its two forms, the function it should be, and how far off it may be.
struct ElementaryFunction: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// In units of the last place, as documented.
  let tolerance: Double
  let scalar: @Sendable (Float) -> Float
  let lanes: @Sendable (SIMD16<Float>) -> SIMD16<Float>
  let reference: @Sendable (Double) -> Double

  static let all = [
    ElementaryFunction(
      testDescription: "exp", tolerance: 0.92,
      scalar: { exp($0) }, lanes: { exp($0) }, reference: DoubleReference.exp),
    ElementaryFunction(
      testDescription: "log", tolerance: 0.95,
      scalar: { log($0) }, lanes: { log($0) }, reference: DoubleReference.log),
    ElementaryFunction(
      testDescription: "sigmoid", tolerance: 1.48,
      scalar: { sigmoid($0) }, lanes: { sigmoid($0) },
      reference: DoubleReference.sigmoid),
    ElementaryFunction(
      testDescription: "tanh", tolerance: 1.71,
      scalar: { tanh($0) }, lanes: { tanh($0) }, reference: DoubleReference.tanh),
    ElementaryFunction(
      testDescription: "softplus", tolerance: 1.87,
      scalar: { softplus($0) }, lanes: { softplus($0) },
      reference: DoubleReference.softplus),
  ]

  /// The largest error over the inputs whose bit patterns are `step` apart, and where it occurs.
  func largestError(overBitPatterns range: ClosedRange<UInt32>, step: Int = 1) -> (ulps: Double, at: Float) {
    var worst = (ulps: 0.0, at: Float.zero)
    for first in stride(from: Int(range.lowerBound), through: Int(range.upperBound), by: 16 * step) {
      var x = SIMD16<Float>.zero
      for lane in 0..<16 {
        x[lane] = Float(bitPattern: UInt32(min(first + lane * step, Int(range.upperBound))))
      }
      let y = lanes(x)
      for lane in 0..<16 {
        let error = errorInUlps(of: y[lane], against: reference(Double(x[lane])))
        if error > worst.ulps { worst = (error, x[lane]) }
      }
    }
    return worst
  }
}

/// |y − exact| in units of the last place of `exact`: the distance of the floats around it.
/// NaN must meet NaN, and infinity a number that rounds to infinity; else the error is infinite.
private func errorInUlps(of y: Float, against exact: Double) -> Double {
  if y.isNaN || exact.isNaN { return y.isNaN && exact.isNaN ? 0 : .infinity }
  if y.isInfinite || Float(exact).isInfinite { return y == Float(exact) ? 0 : .infinity }
  return abs(Double(y) - exact) / max(abs(exact).binade * 0x1p-23, 0x1p-149)
}

private func sameBits(_ x: Float, _ y: Float) -> Bool { x.bitPattern == y.bitPattern || (x.isNaN && y.isNaN) }

@Suite struct ElementaryFunctionAccuracyTests {
  @Test(arguments: ElementaryFunction.all)
  func `Over all floats, a prime step apart, the error is within the tolerance`(f: ElementaryFunction) {
    let worst = f.largestError(overBitPatterns: 0...UInt32.max, step: exhaustive ? 1 : 101)
    if exhaustive { print("\(f.testDescription): at most \(worst.ulps) ulps, at \(worst.at)") }
    #expect(worst.ulps <= f.tolerance, "at \(worst.at)")
  }

  /// Around zero, the subnormals, every power of two, and wherever an algorithm changes its course.
  @Test(arguments: ElementaryFunction.all)
  func `In critical neighborhoods every float is within the tolerance`(f: ElementaryFunction) {
    let powers = (0...255).map { UInt32($0) << 23 }
    let halfLogOf2: Float = 0.34657359
    let halves = (0..<300).map { (halfLogOf2 * Float($0)).bitPattern }
    let turns: [Float] = [
      2 / 3, 4 / 3, 0.70710678, 1.4142135, 9.0109, 10, 16.63, 17.33, 20, 87.33654, 88.02969, 88.72284, 89,
      103.27893, 103.97208, 104, .greatestFiniteMagnitude, 0x1p-149, 0x1p-126,
    ]
    for center in powers + halves + turns.map(\.bitPattern) {
      for sign in [0, 0x8000_0000] as [UInt32] {
        let low = (center - min(center, 200)) | sign
        let high = min(center + 200, 0x7FFF_FFFF) | sign
        let worst = f.largestError(overBitPatterns: low...high)
        #expect(worst.ulps <= f.tolerance, "at \(worst.at)")
      }
    }
  }

  @Test func `exp overflows and vanishes at the right float`() {
    let last: Float = 88.72283
    #expect(exp(last).isFinite)
    #expect(exp(last.nextUp) == .infinity)
    let lowest: Float = -103.972076
    #expect(exp(lowest) == .leastNonzeroMagnitude)
    #expect(exp(lowest.nextDown) == 0)
  }

  @Test func `exp has its limits and exact values`() {
    #expect(exp(Float.infinity) == .infinity)
    #expect(exp(-Float.infinity) == 0)
    #expect(exp(Float.zero) == 1)
    #expect(exp(-Float.zero) == 1)
    #expect(exp(Float.nan).isNaN)
  }

  @Test func `log has its limits and exact values`() {
    #expect(log(Float.infinity) == .infinity)
    #expect(log(Float.zero) == -.infinity)
    #expect(log(-Float.zero) == -.infinity)
    #expect(log(Float(1)) == 0)
    #expect(log(-Float.leastNonzeroMagnitude).isNaN)
    #expect(log(-Float.infinity).isNaN)
    #expect(log(Float.nan).isNaN)
  }

  @Test func `sigmoid has its limits and exact values`() {
    #expect(sigmoid(Float.infinity) == 1)
    #expect(sigmoid(-Float.infinity) == 0)
    #expect(sigmoid(Float.zero) == 0.5)
    #expect(sigmoid(Float.nan).isNaN)
  }

  @Test func `tanh has its limits and keeps the sign of zero`() {
    #expect(tanh(Float.infinity) == 1)
    #expect(tanh(-Float.infinity) == -1)
    #expect(tanh(-Float.zero).bitPattern == (-Float.zero).bitPattern)
    #expect(tanh(Float.zero).bitPattern == 0)
    #expect(tanh(Float.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
    #expect(tanh(Float.nan).isNaN)
  }

  @Test func `softplus has its limits`() {
    #expect(softplus(Float.infinity) == .infinity)
    #expect(softplus(-Float.infinity) == 0)
    #expect(softplus(Float.greatestFiniteMagnitude) == .greatestFiniteMagnitude)
    #expect(softplus(Float.nan).isNaN)
  }

  @Test func `tanh is odd, and neither it nor sigmoid leaves its range`() {
    for bits in stride(from: UInt32(0), to: Float.infinity.bitPattern, by: 4999) {
      let x = Float(bitPattern: bits)
      #expect(tanh(-x) == -tanh(x) && tanh(x) <= 1, "at \(x)")
      #expect(sigmoid(-x) >= 0 && sigmoid(x) <= 1, "at \(x)")
    }
  }
}

@Suite struct ElementaryFunctionFormsTests {
  @Test(arguments: ElementaryFunction.all)
  func `Scalar, lanes and matrix agree to the bit`(f: ElementaryFunction) {
    let inputs = stride(from: UInt32(0), to: .max, by: 40_009).map { Float(bitPattern: $0) }
    let outputs = Matrix(rows: inputs.count, columns: 1, values: inputs).mapLanes(f.lanes)
    for start in stride(from: 0, to: inputs.count - 15, by: 16) {
      let y = f.lanes(SIMD16(inputs[start..<start + 16]))
      for lane in 0..<16 {
        let x = inputs[start + lane]
        #expect(sameBits(y[lane], f.scalar(x)), "at \(x)")
        #expect(sameBits(y[lane], outputs.values[start + lane]), "at \(x)")
      }
    }
  }

  /// Of errors within the tolerance, too, every machine makes the same.
  @Test(
    arguments: zip(
      ElementaryFunction.all,
      [
        0xD497_83D4_0445_3E42, 0x027E_DC4E_DD20_2DD2, 0x35D8_523F_2138_D087, 0x15F6_7FBE_79BA_9C0C,
        0xB60C_C9C3_F838_D451,
      ] as [UInt64]))
  func `Over a sweep of all floats the bits are the known ones`(f: ElementaryFunction, known: UInt64) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for bits in stride(from: UInt32(0), to: .max, by: 40_009) {
      let y = f.scalar(Float(bitPattern: bits))
      if !y.isNaN { hash = (hash ^ UInt64(y.bitPattern)) &* 0x100_0000_01B3 }
    }
    #expect(hash == known)
  }

  @Test(arguments: ElementaryFunction.all)
  func `A matrix of any size is mapped to its last entry`(f: ElementaryFunction) {
    for columns in 0...35 {
      let X = Matrix(rows: 3, columns: columns, values: (0..<3 * columns).map { Float($0) * 0.37 + 0.1 })
      let Y = X.mapLanes(f.lanes)
      #expect(Y.rows == 3 && Y.columns == columns)
      #expect(Y.values == X.values.map(f.scalar), "\(columns) columns")
    }
  }
}
