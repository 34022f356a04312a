import Foundation
import Testing

@testable import Figures

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct DiagramTests {
  @Test func `A circle, a box and an arrow, character for character`() {
    var diagram = Diagram()
    let start = diagram.circle("x", at: (1, 1))
    let end = diagram.box("f", at: (14, 1))
    diagram.arrow(start, end, "w")
    diagram.arrow(end, .point(26, 1), head: false, dashed: true)
    let expected = """
              w   ┌───┐
      (x)────────▸│ f │┄┄┄┄┄┄┄┄┄┄
                  └───┘
      """
    #expect(diagram.terminal(width: 80, color: false) == expected)
  }

  @Test func `Elbows turn, lines join and cross`() {
    var diagram = Diagram()
    diagram.arrow(.point(0, 0), .point(6, 2), route: .across)
    diagram.arrow(.point(0, 2), .point(3, 0), route: .across, head: false)
    #expect(diagram.terminal(width: 80, color: false) == "───┬──┐\n   │  │\n───┘  ▾")
  }

  @Test func `A grid and a marked window`() {
    var diagram = Diagram()
    let grid = diagram.grid([["1", "2"], ["3", "4"]], corner: (0, 0))
    diagram.mark(grid, rows: 1..<2, columns: 0..<1)
    let expected = "┌───┬───┐\n│ 1 │ 2 │\n┏━━━┓───┤\n┃ 3 ┃ 4 │\n┗━━━┛───┘"
    #expect(diagram.terminal(width: 80, color: false) == expected)
    var pixels = Diagram()
    let image = pixels.grid([["0", "1", "2"], ["3", "4", "5"]], corner: (0, 0), lines: false)
    pixels.mark(image, rows: 0..<1, columns: 1..<2)
    #expect(pixels.terminal(width: 80, color: false) == " 0 [1] 2\n 3  4  5")
  }

  @Test func `Planes stand one behind the other`() {
    var diagram = Diagram()
    diagram.stack(6, "28", at: (2, 4), width: 5, lines: 3)
    let expected = "  ┌───┐\n ┌───┐│\n┌───┐│┘\n│28 │┘\n└───┘"
    #expect(diagram.terminal(width: 80, color: false) == expected)
  }

  @Test func `Every diagram fits its width and shows all of its words`() {
    for diagram in SampleDiagrams.all {
      let text = diagram.terminal(width: 80, color: false)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(diagram.title)")
      #expect(!text.contains("\u{1B}"))
      for element in diagram.elements {
        switch element {
        case .text(let words): #expect(text.contains(words.text), "\(diagram.title): \(words.text)")
        case .node(let node):
          for line in node.text { #expect(text.contains(line), "\(diagram.title): \(line)") }
        case .edge(let edge): #expect(text.contains(edge.label) || edge.label.isEmpty, "\(edge.label)")
        default: break
        }
      }
      let narrow = diagram.terminal(width: 50, color: true)
      #expect(!narrow.isEmpty)
      #expect(DiagramLayout(diagram, columns: 50).width <= 50)
    }
  }

  @Test func `Labels of arrows cover neither elements nor each other`() {
    for diagram in SampleDiagrams.all {
      let layout = DiagramLayout(diagram)
      let labels = layout.labels.map { Self.padded(DiagramLayout.room($0)) }
      for element in layout.elements {
        guard case .node(let node) = element else { continue }
        #expect(
          !labels.contains { $0.intersects(Self.padded(node.body.box)) }, "\(diagram.title): \(node.text)")
      }
      for (index, label) in labels.enumerated() {
        #expect(!labels.dropFirst(index + 1).contains(where: label.intersects), "\(diagram.title)")
      }
    }
  }

  private static func padded(_ box: Box) -> Box {
    Box(x: box.x - 0.5, y: box.y - 0.4, width: box.width + 1, height: box.height + 0.8)
  }

  @Test func `Every diagram is well-formed XML, with its words for those who cannot see it`() {
    for diagram in SampleDiagrams.all {
      let svg = diagram.svg(description: "What & how")
      #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(diagram.title)")
      #expect(svg.contains("<title>\(diagram.title)</title>"))
      #expect(svg.contains("<desc>What &amp; how</desc>"))
      #expect(svg == diagram.svg(description: "What & how"))
      for size in svg.matches(of: /font-size="([0-9]+)"/) {
        #expect((Int(size.output.1) ?? 0) >= 13, "\(diagram.title)")
      }
    }
  }

  @Test func `Boxes of a wide diagram have room for their words, and words without room stand below`() throws
  {
    var diagram = Diagram()
    diagram.box("wide words", at: (6, 1))
    diagram.arrow(.point(20, 1), .point(120, 1))
    let width = try #require(diagram.svg().firstMatch(of: /width="([0-9.]+)" height="32" fill="#fff" stroke/))
    #expect((Double(width.output.1) ?? 0) > SVGWriter.width("wide words", size: 14))
    func height(_ words: String) throws -> Double {
      var diagram = Diagram()
      diagram.stack(3, words, at: (4, 4), width: 7, lines: 4)
      let text = try #require(diagram.svg().firstMatch(of: /y="([0-9.]+)" font-size="14"/))
      return try #require(Double(text.output.1))
    }
    #expect(try height("28 × 28 pixels") > height("28") + 16)
  }

  @Test func `An arrow ends at the outline of its element`() {
    var diagram = Diagram()
    diagram.arrow(diagram.box("a", at: (2, 1)), diagram.box("b", at: (22, 1)), head: false)
    // The boxes reach 16 pixels to each side of their middles, which are 160 apart.
    #expect(diagram.svg().contains("<path d=\"M56 40l128 0\""))
  }
}
