/// A call that a check stops, and the sentence in which it says why.
public struct Refusal: Sendable {
  public let sentence: String
  public let call: @Sendable () throws -> Void

  public init(_ sentence: String, _ call: @escaping @Sendable () throws -> Void) {
    (self.sentence, self.call) = (sentence, call)
  }

  /// The sentence with which a program ended: on standard error, after "Fatal error: ".
  public static func sentence(in standardError: [UInt8]?) -> String {
    let text = String(decoding: standardError ?? [], as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.contains("Fatal error: ") }
    return line.map { String($0.split(separator: "Fatal error: ").last ?? "") } ?? text
  }
}
