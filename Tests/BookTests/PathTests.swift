import Testing

@testable import book

@Suite struct PathTests {
  @Test(
    "A path's moves are told from where the pen is, and nothing else changes",
    arguments: [
      ("M3 5h2M3 6h1M1 7h2", "M3 5h2m-2 1h1m-3 1h2"),
      ("M1.5 2l1.1 0M3 0.25l0-1.2", "M1.5 2l1.1 0m0.4-1.75l0-1.2"),
      ("M-0.5 1h0.5M0.04 1h1", "M-0.5 1h0.5m0.04 0h1"),
      ("M1 2L3 4M5 6h1", "M1 2L3 4M5 6h1"), ("M1 2h1M0.0001 2h1", "M1 2h1M0.0001 2h1"),
      ("M1 2l1 1 2 2M3 4h1", "M1 2l1 1 2 2M3 4h1"), ("", ""),
    ])
  func moves(_ path: String, _ expected: String) {
    let svg = "<svg id=\"d\"><path d=\"PATH\" fill=\"none\"/><path d=\"M0 0\"/></svg>"
    #expect(
      withRelativeMoves(svg.replacing("PATH", with: path)) == svg.replacing("PATH", with: expected))
  }
}
