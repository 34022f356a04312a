import Testing

@testable import Figures

@Suite struct AxisTests {
  private func labels(_ range: ClosedRange<Double>, atMost count: Int) -> [String] {
    Axis(range: range).ticks(atMost: count).map(\.label)
  }

  @Test func `Linear ticks are multiples of one, two or five`() {
    #expect(labels(0...1, atMost: 6) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(0...1, atMost: 5) == ["0.0", "0.5", "1.0"])
    #expect(labels(0...0.3, atMost: 4) == ["0.0", "0.1", "0.2", "0.3"])
    #expect(labels(-3.2...7.9, atMost: 5) == ["−2", "0", "2", "4", "6"])
    #expect(labels(-3.2...7.9, atMost: 4) == ["0", "5"])
    #expect(labels(2...14, atMost: 7) == ["2", "4", "6", "8", "10", "12", "14"])
  }

  @Test func `Tick values are the decimals that their labels name`() {
    let ticks = Axis(range: 0...1).ticks(atMost: 11)
    #expect(ticks.map(\.value) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
    #expect(ticks[3].label == "0.3")
  }

  @Test func `Zero has no sign and no needless digits`() {
    #expect(labels(-10...10, atMost: 3) == ["−10", "0", "10"])
    #expect(labels(-0.2...0.2, atMost: 5) == ["−0.2", "−0.1", "0.0", "0.1", "0.2"])
    #expect(labels(0...900_000, atMost: 4).first == "0")
  }

  @Test func `Large numbers are grouped and still larger ones use powers`() {
    #expect(labels(0...3000, atMost: 4) == ["0", "1,000", "2,000", "3,000"])
    #expect(labels(0...2e9, atMost: 5) == ["0", "0.5×10⁹", "1.0×10⁹", "1.5×10⁹", "2.0×10⁹"])
    #expect(labels(-2e-6...2e-6, atMost: 3) == ["−2×10⁻⁶", "0", "2×10⁻⁶"])
  }

  @Test func `Every range and count gives some ticks and no more than asked`() {
    for count in 2...12 {
      for upper in [1e-300, 3.7e-8, 0.11, 1, 6.3, 99.5, 12_345, 8.8e12, 1e299] {
        for lower in [-0.9 * upper, 0, 0.55 * upper] {
          let axis = Axis(range: lower...upper)
          let ticks = axis.ticks(atMost: count)
          #expect(1...count ~= ticks.count, "\(lower)...\(upper) in \(count)")
          #expect(Set(ticks.map(\.label)).count == ticks.count)
        }
      }
    }
  }

  @Test func `A logarithmic axis is marked at powers of ten`() {
    let axis = Axis(range: 0.001...100, scale: .logarithmic)
    let ticks = axis.ticks(atMost: 6)
    #expect(ticks.map(\.label) == ["10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹", "10²"])
    #expect(axis.ticks(atMost: 3).map(\.label) == ["10⁻²", "10⁰", "10²"])
    let short = Axis(range: 0.1...3, scale: .logarithmic)
    #expect(short.ticks(atMost: 5).map(\.label) == ["0.1", "0.2", "0.5", "1", "2"])
  }

  @Test func `A logarithmic axis spaces decades evenly and refuses what is not positive`() throws {
    let axis = Axis(range: 0.01...100, scale: .logarithmic)
    #expect(abs(try #require(axis.position(1)) - 0.5) < 1e-12)
    #expect(abs(try #require(axis.position(0.1)) - 0.25) < 1e-12)
    #expect(axis.position(0) == nil)
    #expect(axis.position(-1) == nil)
    #expect(axis.position(.nan) == nil)
  }

  @Test func `A range without extent is made wider`() {
    let constant = Axis(range: 5...5)
    #expect(constant.lower < 5 && 5 < constant.upper)
    #expect(constant.position(5) == 0.5)
    #expect(Axis(range: 0...0).position(0) == 0.5)
    let powers = Axis(range: 7...7, scale: .logarithmic)
    #expect(powers.lower < 7 && 7 < powers.upper)
    #expect(Axis(range: 0...Double.infinity).upper.isFinite)
    #expect(Axis(range: -5...(-1), scale: .logarithmic).lower > 0)
  }

  @Test func `Labels along an axis keep clear of each other`() {
    let axis = Axis(range: 0...5_000_000)
    for length in [12.0, 30, 47, 80] {
      let ticks = axis.ticks(atMost: 10, along: length) { Double($0.count + 2) }
      guard ticks.count > 2 else { continue }
      let distance = length * (ticks[1].value - ticks[0].value) / 5_000_000
      #expect(distance >= Double(ticks[2].label.count + 2))
    }
    #expect(axis.ticks(atMost: 10, along: 200) { Double($0.count + 2) }.count > 5)
  }

  @Test func `Numbers are rounded to three digits`() {
    #expect(NumberText.significant(1234.5) == "1,230")
    #expect(NumberText.significant(0.04567) == "0.0457")
    #expect(NumberText.significant(-0.5) == "−0.5")
    #expect(NumberText.significant(999.7) == "1,000")
    #expect(NumberText.significant(0) == "0")
    #expect(NumberText.significant(-0.0) == "0")
    #expect(NumberText.significant(1.5e-7) == "1.5×10⁻⁷")
    #expect(NumberText.significant(6.02e23) == "6.02×10²³")
    #expect(NumberText.significant(.nan) == "–")
    #expect(NumberText.significant(-.infinity) == "−∞")
  }
}
