import Testing

@testable import book

@Suite struct ScriptTests {
  @Test(
    "Comments that are lines, and indentation, are not sent",
    arguments: [
      ("// a\nlet b; // c\n", "let b; // c\n"),
      ("  /** a */\n  *b() {\n\n  }\n", "*b() {\n}\n"),
      ("/** a\n *  b\n */\nc;\n", "c;\n"),
      ("let a = `\n  // b\n  ${c}`;\n  d;\n", "let a = `\n  // b\n  ${c}`;\nd;\n"),
    ])
  func comments(_ script: String, _ expected: String) {
    #expect(withoutComments(script) == expected)
  }
}
