// Numbers as text, the same on every machine and in every locale.

import Figures

/// A number with so many digits after the point: fixed(3.14159, 2) is "3.14".
///
/// Rounds the exact binary value to the nearest, ties to even; there is no "-0.00". A number that has
/// more than some 15 digits in this form is written in scientific form.
public func fixed(_ x: Double, _ digits: Int) -> String {
  precondition((0...14).contains(digits), "digits must be in 0...14, not \(digits)")
  if let word = wordForNonFinite(x) { return word }
  let scale = powerOfTen(digits)
  guard abs(x) * scale < 0x1p52 else { return scientific(x, digits) }

  let number = roundedProduct(abs(x), scale)
  let whole = number / UInt64(scale)
  let fraction = String(number % UInt64(scale))
  let sign = x < 0 && number > 0 ? "-" : ""
  if digits == 0 { return sign + String(whole) }
  return sign + "\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
}

public func fixed(_ x: Float, _ digits: Int) -> String { fixed(Double(x), digits) }

/// One digit before the point and so many after it: scientific(0.00123, 1) is "1.2e-3".
public func scientific(_ x: Double, _ digits: Int) -> String {
  precondition((0...14).contains(digits), "digits must be in 0...14, not \(digits)")
  if let word = wordForNonFinite(x) { return word }
  if x == 0 { return fixed(0.0, digits) + "e0" }

  var mantissa = abs(x)
  var exponent = 0
  while mantissa >= 10 {
    mantissa /= 10
    exponent += 1
  }
  while mantissa < 1 {
    mantissa *= 10
    exponent -= 1
  }
  var text = fixed(mantissa, digits)
  if text.hasPrefix("10") {
    text = fixed(1.0, digits)
    exponent += 1
  }
  return (x < 0 ? "-" : "") + text + "e\(exponent)"
}

public func scientific(_ x: Float, _ digits: Int) -> String { scientific(Double(x), digits) }

/// Four to six significant digits, with an exponent only for the very small and the very large.
public func significant(_ x: Double) -> String {
  let size = abs(x)
  if size != 0 && (size < 0.001 || size >= 1e9) { return scientific(x, 4) }
  return fixed(x, size < 1 ? 5 : size < 100 ? 3 : size < 10_000 ? 1 : 0)
}

public func significant(_ x: Float) -> String { significant(Double(x)) }

/// So many significant digits, 1 to 15, and all there are before the point; with an exponent where `significant(_:)`
/// has one.
public func significant(_ x: Double, digits: Int) -> String {
  let text = scientific(x, digits - 1)
  guard x != 0, let exponent = text.split(separator: "e").last.flatMap({ Int($0) }) else {
    return significant(x)
  }
  let places = max(0, digits - 1 - exponent)
  return exponent < 15 && places <= 14 ? fixed(x, places) : text
}

/// A whole number in groups of three digits: "60,000".
public func grouped(_ n: Int) -> String {
  (n < 0 ? "-" : "") + NumberText.grouped(String(n.magnitude))
}

/// A time in seconds as one reads it: "350 ms", "1.2 s", "3 min 20 s", "2 h 5 min".
public func duration(_ seconds: Double) -> String {
  precondition(!(seconds < 0), "a duration of \(seconds) s")
  guard seconds < 1e9 else { return "for ever" }
  if seconds < 0.000_999_5 { return fixed(seconds * 1e6, 0) + " µs" }
  if seconds < 0.999_5 { return fixed(seconds * 1e3, 0) + " ms" }
  if seconds < 59.95 { return fixed(seconds, 1) + " s" }
  let whole = Int(seconds.rounded())
  if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
  let minutes = Int((seconds / 60).rounded())
  return "\(minutes / 60) h \(minutes % 60) min"
}

private func wordForNonFinite(_ x: Double) -> String? {
  if x.isNaN { return "nan" }
  if x.isInfinite { return x < 0 ? "-inf" : "inf" }
  return nil
}

private func powerOfTen(_ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { power, _ in power * 10 }
}

/// x · scale rounded to a whole number, ties to even. Where the rounded product looks like a tie,
/// its error, which a fused multiply-add gives exactly, says on which side the true product lies.
private func roundedProduct(_ x: Double, _ scale: Double) -> UInt64 {
  let product = x * scale
  let error = (-product).addingProduct(x, scale)
  let below = product.rounded(.down)
  if product - below == 0.5, error != 0 {
    return UInt64(error > 0 ? below + 1 : below)
  }
  return UInt64(product.rounded(.toNearestOrEven))
}
