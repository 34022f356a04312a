import Foundation

/// Numbers as figures print them: exact decimals, no noise of floating point.
package enum NumberText {
  /// `digits` · 10^`exponent` in plain decimals, thousands set off by commas: (25, -1) is "2.5".
  static func decimal(_ digits: Int, exponent: Int) -> String {
    let exponent = digits == 0 ? min(0, exponent) : exponent
    var text = String(digits.magnitude) + String(repeating: "0", count: max(0, exponent))
    let places = max(0, -exponent)
    if text.count <= places { text = String(repeating: "0", count: places + 1 - text.count) + text }
    let whole = grouped(String(text.dropLast(places)))
    let sign = digits < 0 ? "−" : ""
    return places == 0 ? sign + whole : sign + whole + "." + text.suffix(places)
  }

  /// A value rounded to so many significant digits, without trailing zeros: "1,230", "0.0457".
  static func significant(_ value: Double, digits count: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "−∞" : "∞" }
    guard value != 0 else { return "0" }
    var exponent = Int(floor(log10(abs(value)))) - count + 1
    var digits = Int(scaled(value, by: -exponent).rounded())
    while digits % 10 == 0 {
      digits /= 10
      exponent += 1
    }
    let magnitude = String(digits.magnitude).count - 1 + exponent
    return -4...6 ~= magnitude
      ? decimal(digits, exponent: exponent) : scientific(digits, exponent: exponent, power: magnitude)
  }

  /// `digits` · 10^`exponent` as a multiple of 10^`power`: (15, -7, power -6) is "1.5×10⁻⁶".
  static func scientific(_ digits: Int, exponent: Int, power: Int) -> String {
    digits == 0 ? "0" : decimal(digits, exponent: exponent - power) + "×10" + superscript(power)
  }

  static func superscript(_ number: Int) -> String {
    let raised: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
      "9": "⁹",
    ]
    return String(String(number).map { raised[$0] ?? $0 })
  }

  /// value · 10^power; two steps, so that the power itself stays finite.
  static func scaled(_ value: Double, by power: Int) -> Double {
    let half = power / 2
    return value * pow(10, Double(half)) * pow(10, Double(power - half))
  }

  /// Digits in groups of three: "60,000".
  package static func grouped(_ digits: String) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
