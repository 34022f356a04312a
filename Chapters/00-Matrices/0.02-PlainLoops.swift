import ReadAlong

let plainLoops = Section("0.2") { page in
  try page.speed("plain-loops", of: "plain loops", Ladder.plainLoops)
}
