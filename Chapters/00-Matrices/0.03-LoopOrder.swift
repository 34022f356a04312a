import ReadAlong

let loopOrder = Section("0.3") { page in
  try page.speed("row-by-row", of: "row by row", Ladder.rowByRow)
  try page.bits("row-by-row-bits", of: Ladder.rowByRow)
}
