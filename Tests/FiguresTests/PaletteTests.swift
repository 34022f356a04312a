import Testing

@testable import Figures

@Suite struct PaletteTests {
  /// Relative luminance as WCAG 2 defines it, from linear light.
  private func luminance(_ color: RGBColor) -> Double {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }
    // x^2.4 = x^2 · x^0.4; the fifth root by Newton's method.
    func power(_ value: Double) -> Double {
      let square = value * value
      var root = 0.5 + value / 2
      for _ in 0..<60 { root = (4 * root + square / (root * root * root * root)) / 5 }
      return square * root
    }
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }

  @Test func `Cividis grows lighter from end to end`() {
    let lights = (0...100).map { luminance(Palette.ColorMap.cividis.color(at: Double($0) / 100)) }
    for (darker, lighter) in zip(lights, lights.dropFirst()) { #expect(darker < lighter) }
  }

  @Test func `Ink is dark and light is light`() {
    #expect(Palette.ColorMap.ink.color(at: 0) == .white)
    #expect(Palette.ColorMap.gray.color(at: 1) == .white)
    #expect(luminance(Palette.ColorMap.ink.color(at: 1)) < 0.01)
  }

  @Test func `The diverging map is lightest in the middle and darkens evenly to both sides`() {
    let map = Palette.ColorMap.diverging
    for step in 0..<10 {
      let (below, above) = (0.5 - Double(step) / 20, 0.5 + Double(step) / 20)
      #expect(luminance(map.color(at: below - 0.05)) < luminance(map.color(at: below)))
      #expect(luminance(map.color(at: above + 0.05)) < luminance(map.color(at: above)))
      #expect(abs(luminance(map.color(at: below)) - luminance(map.color(at: above))) < 0.16)
    }
  }

  @Test func `Category colors differ and repeat after the last`() {
    #expect(Set(Palette.categories.map(\.hex)).count == Palette.categories.count)
    #expect(Palette.category(0).hex == "#0072b2")
    #expect(Palette.category(Palette.categories.count) == Palette.category(0))
    #expect(Palette.category(-1) == Palette.category(Palette.categories.count - 1))
  }

  @Test func `Levels outside the map take its ends`() {
    #expect(Palette.ColorMap.cividis.color(at: -3) == Palette.ColorMap.cividis.color(at: 0))
    #expect(Palette.ColorMap.cividis.color(at: 8) == Palette.ColorMap.cividis.color(at: 1))
  }
}
