/// Text as HTML and XML take it, in elements and in quoted attributes.
func escaped(_ text: some StringProtocol) -> String {
  var result = ""
  for character in text {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.append(character)
    }
  }
  return result
}

/// An element; attributes in order, nil left out.
func element(_ tag: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: String = "")
  -> String
{
  let text = attributes.map { name, value in value.map { " \(name)=\"\(escaped($0))\"" } ?? "" }.joined()
  return ["img", "br", "link", "meta", "hr", "mspace"].contains(tag)
    ? "<\(tag)\(text)/>" : "<\(tag)\(text)>\(content)</\(tag)>"
}
