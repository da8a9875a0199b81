import DICOM
import Testing

/// Dates, times and ages.
@Suite struct ValuesDate {
  @Test(
    arguments: [
      ("20190305", [2_019, 3, 5]), ("2019.03.05", [2_019, 3, 5]), ("20200229", [2_020, 2, 29]),
      ("20000229", [2_000, 2, 29]), ("00010101", [1, 1, 1]), ("99991231", [9_999, 12, 31]), ("19000229", nil),
      ("20190230", nil), ("20190431", nil), ("20191301", nil), ("20190001", nil), ("20190100", nil),
      ("2019", nil),
      ("201903", nil), ("2019-03-05", nil), ("2019.0305", nil), ("2019.03-05", nil), ("20190305-", nil),
      ("20190305-20190306", nil), ("-20190305", nil), ("2019 305", nil), ("+2019305", nil), ("", nil),
      (" 20190305", nil), ("２０１９", nil),
    ] as [(String, [Int]?)])
  func aDateIsOneOfTheCalendar(_ text: String, _ parts: [Int]?) {
    let date = DateValue(Array(text.utf8)[...])
    #expect(date.map { [$0.year, $0.month, $0.day] } == parts)
  }

  @Test func everyDayOfFourCenturiesIsADateAndNoOther() {
    var days = 0
    for year in 1_700..<2_100 {
      for month in 0...13 {
        for day in 0...32 where DateValue(year: year, month: month, day: day) != nil { days += 1 }
      }
    }
    // The Gregorian calendar repeats after 400 years of 146,097 days.
    #expect(days == 146_097)
  }

  @Test func datesAreInOrder() throws {
    let dates = try ["18491231", "18500101", "20190305", "20190306", "20990101"].map {
      try #require(DateValue(Array($0.utf8)[...]))
    }
    #expect(dates.sorted() == dates)
    #expect(dates.map(\.isPlausible) == [false, true, true, true, true])
  }

  @Test(
    arguments: [
      // text, hour, minute, second, millionths, precision
      ("10", [10], .hour), ("1011", [10, 11], .minute), ("101112", [10, 11, 12], .second),
      ("101112.5", [10, 11, 12, 500_000], .fraction), ("101112.000001", [10, 11, 12, 1], .fraction),
      ("235960", [23, 59, 60], .second), ("10:11:12", [10, 11, 12], .second), ("10:11", [10, 11], .minute),
      ("10:11:12.25", [10, 11, 12, 250_000], .fraction), ("000000", [0, 0, 0], .second),
      ("24", nil, nil), ("1060", nil, nil), ("101161", nil, nil), ("1", nil, nil), ("101", nil, nil),
      ("10111", nil, nil), ("101112.", nil, nil), ("101112.1234567", nil, nil), ("1011.5", nil, nil),
      ("10:1112", nil, nil), ("1011:12", nil, nil), ("10:", nil, nil), ("101112-111213", nil, nil),
      ("", nil, nil),
      ("10 11", nil, nil), ("101112 ", nil, nil),
    ] as [(String, [Int]?, TimeValue.Precision?)])
  func aTimeIsOneOfTheClock(_ text: String, _ parts: [Int]?, _ precision: TimeValue.Precision?) {
    let time = TimeValue(Array(text.utf8)[...])
    #expect(time.map { [$0.hour, $0.minute, $0.second, $0.microseconds].compactMap(\.self) } == parts)
    #expect(time?.precision == precision)
  }

  @Test(
    arguments: [
      // text, precision, offset from UTC in minutes
      ("2019", .year, nil), ("201903", .month, nil), ("20190305", .day, nil), ("2019030510", .hour, nil),
      ("201903051011", .minute, nil), ("20190305101112", .second, nil), ("20190305101112.5", .fraction, nil),
      ("20190305101112.123456+0100", .fraction, 60), ("20190305101112-0330", .second, -210),
      ("2019+1400", .year, 840),
      ("2019-1200", .year, -720), ("2019+0000", .year, 0), ("20190305+0545", .day, 345),
      ("2019-0000", nil, nil), ("2019+1401", nil, nil), ("2019-1201", nil, nil), ("2019+0160", nil, nil),
      ("2019-2020", nil, nil), ("2019+01", nil, nil), ("20190230", nil, nil), ("201913", nil, nil),
      ("20193", nil, nil),
      ("2019030524", nil, nil), ("201903051", nil, nil), ("20190305101112.", nil, nil),
      ("201903051011.5", nil, nil),
      ("2019030510:11", nil, nil), ("2019.03.05", nil, nil), ("", nil, nil),
      ("20190305101112+0100x", nil, nil),
    ] as [(String, DateTimeValue.Precision?, Int?)])
  func aDateTimeGoesAsFarAsItIsWritten(_ text: String, _ precision: DateTimeValue.Precision?, _ offset: Int?)
  {
    let value = DateTimeValue(Array(text.utf8)[...])
    #expect(value?.precision == precision)
    #expect(value?.offsetInMinutes == offset)
    #expect(value?.isFullDate == precision.map { $0 >= .day })
    #expect(
      value?.date == (precision.map { $0 >= .day } == true ? DateValue(year: 2_019, month: 3, day: 5) : nil))
  }

  @Test(
    arguments: [
      ("045Y", 45, .years), ("006M", 6, .months), ("018W", 18, .weeks), ("000D", 0, .days),
      ("999Y", 999, .years),
      ("45Y", nil, nil), ("0045Y", nil, nil), ("045y", nil, nil), ("045", nil, nil), ("04-Y", nil, nil),
      ("", nil, nil),
      ("045A", nil, nil),
    ] as [(String, Int?, AgeValue.Unit?)])
  func anAgeIsThreeDigitsAndAUnit(_ text: String, _ number: Int?, _ unit: AgeValue.Unit?) {
    let age = AgeValue(Array(text.utf8)[...])
    #expect(age?.number == number)
    #expect(age?.unit == unit)
  }

  @Test func agesAreComparedInYears() {
    #expect(AgeValue(Array("024M".utf8)[...])?.years == 2)
    #expect(AgeValue(Array("090Y".utf8)[...])?.years == 90)
  }
}
