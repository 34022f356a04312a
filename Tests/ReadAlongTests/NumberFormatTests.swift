import Foundation
import Testing

@testable import Figures
@testable import Formats
@testable import ReadAlong

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0.0, 0, "0"), (0.0, 2, "0.00"), (-0.0, 2, "0.00"), (-0.001, 2, "0.00"), (-0.006, 2, "-0.01"),
    (0.9999, 2, "1.00"), (9.996, 2, "10.00"), (-99.95001, 1, "-100.0"), (3.14159, 4, "3.1416"),
    (0.05, 3, "0.050"), (1234567.891, 2, "1234567.89"), (0.125, 2, "0.12"), (0.375, 2, "0.38"),
    (2.5, 0, "2"), (1.115, 2, "1.11"), (.leastNonzeroMagnitude, 3, "0.000"),
  ])
  func `Fixed digits after the point`(x: Double, digits: Int, text: String) {
    #expect(fixed(x, digits) == text)
  }

  @Test(arguments: [
    (1234.5678, 6, "1234.57"), (-18_500_003.7, 9, "-18500003.7"), (18_500_003.7, 6, "18500004"),
    (0.000_123_456_7, 6, "0.000123457"), (1.234567e-12, 6, "1.23457e-12"), (9.999996, 6, "10.0000"),
    (-2.345678901e19, 10, "-2.345678901e19"), (123_456_789_012_345, 15, "123456789012345"), (0, 9, "0.00000"),
  ])
  func `So many significant digits`(x: Double, digits: Int, text: String) {
    #expect(significant(x, digits: digits) == text)
  }

  @Test func `A Float is written by its exact value`() {
    #expect(fixed(Float(0.1), 3) == "0.100")
    #expect(fixed(Float(0.1), 10) == "0.1000000015")
    #expect(fixed(Float(16_777_216), 1) == "16777216.0")
  }

  @Test func `What is not finite has a word`() {
    #expect(fixed(Double.nan, 2) == "nan")
    #expect(fixed(-Double.nan, 2) == "nan")
    #expect(fixed(Float.infinity, 2) == "inf")
    #expect(scientific(-Double.infinity, 2) == "-inf")
  }

  @Test func `Numbers too large for fixed digits become scientific`() {
    #expect(fixed(1e20, 2) == "1.00e20")
    #expect(fixed(-Float.greatestFiniteMagnitude, 3) == "-3.403e38")
    #expect(fixed(1e15, 0) == "1000000000000000")
  }

  @Test func `Fixed digits agree with the C library`() {
    var bits: UInt64 = 1
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let thousandths = Double(bits >> 40) / 1000
      let power = [1e-4, 1, 1e3][Int(bits >> 33) % 3]
      let digits = Int(bits >> 20) % 7
      for x in [thousandths * power, Double(bits >> 50) / 64] {
        #expect(fixed(x, digits) == String(format: "%.\(digits)f", x))
      }
    }
  }

  @Test(arguments: [
    (0.0, 2, "0.00e0"), (-0.0, 1, "0.0e0"), (1.0, 2, "1.00e0"), (0.00123, 1, "1.2e-3"),
    (-123456.0, 3, "-1.235e5"), (9.996, 2, "1.00e1"), (0.09996, 2, "1.00e-1"), (1e300, 4, "1.0000e300"),
    (.leastNonzeroMagnitude, 1, "4.9e-324"), (6.02214076e23, 0, "6e23"),
  ])
  func `Scientific form`(x: Double, digits: Int, text: String) {
    #expect(scientific(x, digits) == text)
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (60_000, "60,000"), (-999, "-999"),
    (-1_234_567, "-1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `Groups of three digits`(n: Int, text: String) {
    #expect(grouped(n) == text)
  }

  @Test(arguments: [
    (0.0, "0 µs"), (0.000_012, "12 µs"), (0.000_999_9, "1 ms"), (0.35, "350 ms"), (0.9999, "1.0 s"),
    (1.2, "1.2 s"), (59.94, "59.9 s"), (59.97, "1 min 0 s"), (200.4, "3 min 20 s"),
    (3599.4, "59 min 59 s"), (3599.6, "1 h 0 min"), (7500.0, "2 h 5 min"), (.infinity, "for ever"),
  ])
  func `Durations as one reads them`(seconds: Double, text: String) {
    #expect(duration(seconds) == text)
  }
}

@Suite struct SignificantTests {
  @Test func `Everyday numbers have no exponent and very small and large ones do`() {
    #expect(significant(0.0) == "0.00000")
    #expect(significant(0.25) == "0.25000")
    #expect(significant(-27.0352845) == "-27.035")
    #expect(significant(158.167) == "158.2")
    #expect(significant(82437.4) == "82437")
    #expect(significant(0.00012345) == "1.2345e-4")
    #expect(significant(3.4e9) == "3.4000e9")
  }
}
