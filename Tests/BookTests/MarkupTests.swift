import Testing

@testable import book

@Suite struct MarkupTests {
  @Test func escapes() {
    #expect(escaped("a < b && \"c\"") == "a &lt; b &amp;&amp; &quot;c&quot;")
    #expect(element("p", ["title": "\"", "id": nil], "x") == "<p title=\"&quot;\">x</p>")
  }
}
