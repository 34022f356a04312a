import Foundation
#if canImport(FoundationXML)
  import FoundationXML
#endif
import ReadAlong
import Testing

@testable import book

/// The MathML of a formula in TeX, without the element around it.
private func mathML(_ tex: String, isDisplay: Bool = false) throws -> String {
  let whole = try Formula(tex: tex, at: Place(path: "page", line: 1)).mathML(isDisplay: isDisplay)
  return String(whole.drop { $0 != ">" }.dropFirst().dropLast("</math>".count))
}

@Suite struct MathMLTests {
  @Test(arguments: [
    ("x", "<mi>x</mi>"),
    ("x_i", "<msub><mi>x</mi><mi>i</mi></msub>"),
    ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    ("a = b", "<mi>a</mi><mo>=</mo><mi>b</mi>"),
    ("-x", "<mo>−</mo><mi>x</mi>"),
    ("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
    ("a = -b", "<mi>a</mi><mo>=</mo><mo form=\"prefix\" lspace=\"0\" rspace=\"0\">−</mo><mi>b</mi>"),
    (
      "f'(x)",
      "<msup><mi>f</mi><mo>′</mo></msup><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo>"
    ),
    (#"\frac{1}{2}"#, "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    (#"\sqrt{ab}"#, "<msqrt><mi>a</mi><mi>b</mi></msqrt>"),
    (#"\log x"#, "<mi>log</mi><mspace width=\"0.166em\"/><mi>x</mi>"),
    (#"\log(x)"#, "<mi>log</mi><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo>"),
    (#"\text{ if }"#, "<mtext>\u{A0}if\u{A0}</mtext>"),
    (#"\Delta"#, "<mi mathvariant=\"normal\">Δ</mi>"),
    (#"\hat y"#, "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover>"),
    (
      #"\sum_{i} x"#,
      "<munder><mo lspace=\"0\" rspace=\"0\">∑</mo><mi>i</mi></munder><mspace width=\"0.166em\"/><mi>x</mi>"
    ),
    (
      #"\begin{pmatrix} a & b \end{pmatrix}"#,
      "<mrow><mo form=\"prefix\" stretchy=\"true\" lspace=\"0\" rspace=\"0\">(</mo><mtable><mtr><mtd><mi>a</mi></mtd>"
        + "<mtd><mi>b</mi></mtd></mtr></mtable><mo form=\"postfix\" stretchy=\"true\" lspace=\"0\" rspace=\"0\">)</mo></mrow>"
    ),
  ])
  func formulas(_ tex: String, _ expected: String) throws {
    #expect(try mathML(tex) == expected)
  }

  @Test func displays() throws {
    let formula = try Formula(tex: "x", at: Place(path: "page", line: 1))
    #expect(formula.mathML(isDisplay: true) == "<math display=\"block\"><mi>x</mi></math>")
  }

  /// Elements of MathML take so many children and no others.
  @Test func everyFormulaOfTheBookIsWellFormed() throws {
    let counts = [
      "mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3, "mroot": 2,
    ]
    var formulas = 0
    for chapter in try Chapter.all(in: packageRoot) {
      let page = try PagePrinter(chapter.still, among: [chapter]).html()
      for match in page.matches(of: /<math[\s\S]*?<\/math>/) {
        formulas += 1
        let tree = Tree(String(match.output))
        #expect(tree.error == nil, "\(chapter.name): \(match.output)")
        for (name, children) in tree.elements {
          if let count = counts[name] {
            #expect(children == count, "\(chapter.name): \(name) in \(match.output)")
          }
        }
      }
    }
    #expect(formulas > 1000)
  }
}

/// The package's folder.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// The elements of a piece of XML with the number of their children, and what is wrong with it.
final class Tree: NSObject, XMLParserDelegate {
  private(set) var elements: [(name: String, children: Int)] = []
  private(set) var attributes: [[String: String]] = []
  private(set) var error: String?
  private var open: [Int] = []

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() { error = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "")" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    if let parent = open.last { elements[parent].children += 1 }
    open.append(elements.count)
    elements.append((name, 0))
    self.attributes.append(attributes)
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
  {
    open.removeLast()
  }
}
