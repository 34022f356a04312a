/// A color of 8 bits a channel.
struct RGBColor: Equatable, Sendable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  init(_ hex: UInt32) {
    red = UInt8(hex >> 16 & 0xFF)
    green = UInt8(hex >> 8 & 0xFF)
    blue = UInt8(hex & 0xFF)
  }

  init(red: Double, green: Double, blue: Double) {
    self.red = UInt8(min(255, max(0, red.rounded())))
    self.green = UInt8(min(255, max(0, green.rounded())))
    self.blue = UInt8(min(255, max(0, blue.rounded())))
  }

  /// As SVG writes it, such as #0072b2.
  var hex: String {
    let digits = Array("0123456789abcdef")
    return [red, green, blue].reduce(into: "#") { text, channel in
      text.append(digits[Int(channel >> 4)])
      text.append(digits[Int(channel & 15)])
    }
  }

  /// The color a part of the way, 0...1, to another.
  func mixed(with other: RGBColor, _ part: Double) -> RGBColor {
    func mix(_ from: UInt8, _ to: UInt8) -> Double { Double(from) + (Double(to) - Double(from)) * part }
    return RGBColor(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }

  /// Brightness as the eye weighs the channels, 0...1.
  var luma: Double { (0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)) / 255 }

  static let white = RGBColor(0xFFFFFF)
  static let gray = RGBColor(0x7F7F7F)
}

/// The colors of all figures, chosen so that color-blind readers can tell them apart.
public enum Palette {
  /// Okabe and Ito, "Color Universal Design" (2008), in the order of use; gray stands for their black,
  /// which a dark terminal would not show.
  static let categories = [
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x7F7F7F, 0xF0E442,
  ].map { RGBColor(UInt32($0)) }

  static func category(_ index: Int) -> RGBColor {
    categories[((index % categories.count) + categories.count) % categories.count]
  }

  /// The paler fill of a diagram's nodes.
  static func pale(_ index: Int) -> RGBColor { category(index).mixed(with: .white, 0.86) }

  /// The light fill behind points of a class.
  static func tint(_ index: Int) -> RGBColor { category(index).mixed(with: .white, 0.72) }

  public enum ColorMap: Sendable {
    /// Dark blue to yellow, evenly growing lighter (Nuñez, Anderton and Renslow 2018).
    case cividis
    /// Blue, white, orange, for values about zero: the automatic range is symmetrical.
    case diverging
    /// White to black: 1 is ink.
    case ink
    /// Black to white: 1 is light.
    case gray
  }
}

extension Palette.ColorMap {
  private static let cividisAnchors = [
    0x00204D, 0x00336F, 0x39486B, 0x575C6D, 0x707173, 0x8A8779, 0xA69D75, 0xC4B56C, 0xE4CF5B, 0xFFEA46,
  ].map { RGBColor(UInt32($0)) }
  private static let divergingAnchors = [
    0x08519C, 0x6BAED6, 0xF7F7F7, 0xFDAE6B, 0xA63603,
  ].map { RGBColor(UInt32($0)) }
  private static let inkAnchors = [RGBColor(0xFFFFFF), RGBColor(0x111111)]
  private static let grayAnchors = [RGBColor(0x111111), RGBColor(0xFFFFFF)]

  private var anchors: [RGBColor] {
    switch self {
    case .cividis: Self.cividisAnchors
    case .diverging: Self.divergingAnchors
    case .ink: Self.inkAnchors
    case .gray: Self.grayAnchors
    }
  }

  /// The color at 0...1 of the map, between the nearest two anchors.
  func color(at level: Double) -> RGBColor {
    let place = min(1, max(0, level)) * Double(anchors.count - 1)
    let below = min(anchors.count - 2, Int(place))
    return anchors[below].mixed(with: anchors[below + 1], place - Double(below))
  }
}

extension Palette {
  /// The colors of categories, of their tints and of diagrams' nodes as SVG writes them.
  package static let hex = categories.map(\.hex)
  package static let tintHex = categories.indices.map { tint($0).hex }
  package static let paleHex = categories.indices.map { pale($0).hex }
}
