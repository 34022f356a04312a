/// Writes elements of SVG, one a line, with coordinates rounded to what the eye can see.
struct SVGWriter {
  enum Anchor: String { case start, middle, end }

  static let ink = "#222"
  static let softInk = "#555"
  static let axisInk = "#888"
  static let gridInk = "#e9e9e9"

  private(set) var text = ""

  mutating func line(_ markup: String) {
    text += markup
    text += "\n"
  }

  /// A number with at most two decimals.
  static func number(_ value: Double) -> String { decimal(Int((value * 100).rounded()), places: 2) }

  private static func decimal(_ scaled: Int, places: Int) -> String {
    var digits = scaled
    var places = places
    while places > 0, digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    var text = String(digits.magnitude)
    if places > 0 {
      text = String(repeating: "0", count: max(0, places + 1 - text.count)) + text
      text = text.dropLast(places) + "." + text.suffix(places)
    }
    return digits < 0 ? "-" + text : text
  }

  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // XML has no other control characters.
      case "\t", "\n", "\r": escaped += " "
      case _ where scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Path data through points, in tenths of a pixel and in steps, which take the fewest letters.
  static func pathData(_ points: [(x: Double, y: Double)]) -> String {
    var data = ""
    var (lastX, lastY) = (0, 0)
    for (index, point) in points.enumerated() {
      let (x, y) = (Int((point.x * 10).rounded()), Int((point.y * 10).rounded()))
      if index == 0 {
        data += "M" + decimal(x, places: 1) + " " + decimal(y, places: 1)
      } else if x != lastX || y != lastY {
        data += "l" + decimal(x - lastX, places: 1) + separated(decimal(y - lastY, places: 1))
      } else if index == 1 && points.count == 2 {
        data += "h0"
      }
      (lastX, lastY) = (x, y)
    }
    return data
  }

  private static func separated(_ number: String) -> String {
    number.hasPrefix("-") ? number : " " + number
  }

  mutating func rectangle(_ box: Box, fill: String, attributes: String = "") {
    let n = Self.number
    line(
      "<rect x=\"\(n(box.x))\" y=\"\(n(box.y))\" width=\"\(n(box.width))\" height=\"\(n(box.height))\""
        + " fill=\"\(fill)\"\(attributes)/>")
  }

  mutating func segment(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), stroke: String, width: Double = 1,
    attributes: String = ""
  ) {
    let n = Self.number
    line(
      "<path d=\"M\(n(from.x)) \(n(from.y))L\(n(to.x)) \(n(to.y))\" stroke=\"\(stroke)\""
        + " stroke-width=\"\(n(width))\"\(attributes)/>")
  }

  mutating func path(_ data: String, stroke: String, width: Double, attributes: String = "") {
    line(
      "<path d=\"\(data)\" fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"\(Self.number(width))\"\(attributes)/>"
    )
  }

  mutating func shape(_ data: String, fill: String, attributes: String = "") {
    line("<path d=\"\(data)\" fill=\"\(fill)\"\(attributes)/>")
  }

  mutating func write(
    _ text: String, x: Double, y: Double, size: Int = 11, anchor: Anchor = .start, fill: String = softInk,
    attributes: String = ""
  ) {
    let place = "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
    let anchored = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    line(
      "<text \(place) font-size=\"\(size)\"\(anchored) fill=\"\(fill)\"\(attributes)>\(Self.escaped(text))</text>"
    )
  }

  /// How wide a text is at most in the usual sans-serif fonts, in pixels.
  static func width(_ text: String, size: Int) -> Double {
    let em = text.reduce(0.0) { sum, character in
      switch character {
      case "i", "j", "l", "t", "f", "I", ".", ",", ":", ";", "'", "|", "!", "(", ")", "[", "]", " ":
        sum + 0.37
      case "m", "w", "M", "W", "%", "@": sum + 0.93
      case "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻": sum + 0.42
      case "0"..."9": sum + 0.62
      case _ where character.isUppercase || character == "×": sum + 0.72
      case _ where character.unicodeScalars.contains { $0.value >= 0x2E80 }: sum + 1
      default: sum + 0.6
      }
    }
    return em * Double(size)
  }

  /// The text, broken between words where it is wider than `width` pixels.
  static func lines(_ text: String, size: Int, width: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, Self.width(last + " " + word, size: size) <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { fitted($0, size: size, width: width) }
  }

  /// The text, cut short with "…" where it is wider than `width` pixels.
  static func fitted(_ text: String, size: Int, width: Double) -> String {
    guard Self.width(text, size: size) > width else { return text }
    var short = text
    while !short.isEmpty, Self.width(short + "…", size: size) > width { short.removeLast() }
    return short + "…"
  }
}
