// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <charconv>
#include <set>

#include "service/detail/csv_cells.h"
#include "service/detail/plain_csv.h"
#include "service/detail/record_format.h"
#include "service/detail/response_line.h"
#include "service/json_read.h"

namespace lika::service {
namespace {

class CsvReader : public RecordReader {
public:
    CsvReader(const engine::Instrument& instrument, const std::vector<CsvColumn>& columns)
        : instrument_(instrument), columns_(columns), plain_(instrument, columns) {}

    void read(std::string_view record, ScoreLine& line) override {
        if (!cells_.read(record))
            add_fault(line, "quotes");
        else if (cells_.cells().size() != columns_.size())
            add_fault(line, "cell_count");
        else
            read_cells(line);
    }

    const char* read_plain(std::string_view text, PlainLine& line) override { return plain_.read(text, line); }

private:
    void read_cells(ScoreLine& line) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto& column = columns_[i];
            const auto cell = cells_.cells()[i];
            if (column.kind == CsvColumn::Kind::id)
                set_id(line, cell);
            else if (column.kind == CsvColumn::Kind::item)
                read_response(line, column.item, cell);
            else if (!cell.empty())
                read_fact(line, column.fact, cell);
        }
    }

    void read_response(ScoreLine& line, std::size_t item, std::string_view cell) {
        if (cell.empty()) return;
        std::int64_t rating = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), rating);
        if (error == std::errc{} && end == cell.data() + cell.size())
            set_rating(line, instrument_, item, rating);
        else if (cell.find_first_not_of("0123456789.,eE+-") == std::string_view::npos)
            add_fault(line, "not_a_whole_number", instrument_.items[item].id.value);
        else
            set_word(line, instrument_, item, cell);
    }

    static void read_fact(ScoreLine& line, const std::string& name, std::string_view cell) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
        if (error == std::errc{} && end == cell.data() + cell.size())
            line.facts[name] = number;
        else if (cell.find_first_not_of("0123456789.,eE+-") == std::string_view::npos)
            add_fault(line, "not_a_whole_number", name);
        else if (!is_utf8(cell))
            add_fault(line, "not_utf8", name);
        else
            line.facts[name] = std::string{cell};
    }

    const engine::Instrument& instrument_;
    const std::vector<CsvColumn>& columns_;
    PlainCsv plain_;
    CsvCells cells_;
};

class CsvFormat : public RecordFormat {
public:
    CsvFormat(TextSource& source, const engine::Instrument& instrument)
        : RecordFormat(find_csv_record_end), instrument_(instrument), header_(instrument) {
        read_header(source);
    }

    std::size_t whole_records(std::string_view text) const override { return whole_csv_records(text); }
    bool is_blank(std::string_view record) const override { return record.empty(); }
    std::unique_ptr<RecordReader> reader() const override { return std::make_unique<CsvReader>(instrument_, columns_); }
    std::vector<LineFault> header_faults() const override { return header_.faults; }

private:
    void read_header(TextSource& source) {
        CsvCells cells;
        const auto record = source.next(find_csv_record_end);
        if (!record) return add_fault(header_, "empty_file");
        if (record->too_long) return add_fault(header_, "line_too_long");
        if (!cells.read(record->text)) return add_fault(header_, "quotes");
        ItemLookup items{instrument_};
        std::set<std::string_view> names;
        for (const auto name : cells.cells()) {
            if (!names.insert(name).second) add_fault(header_, "duplicate_key", name);
            add_column(name, items.find(name));
        }
        if (!names.contains("id")) add_fault(header_, "id_missing");
    }

    void add_column(std::string_view name, std::optional<std::size_t> item) {
        const auto& facts = instrument_.facts;
        if (name == "id")
            columns_.push_back({CsvColumn::Kind::id, 0, {}});
        else if (item)
            columns_.push_back({CsvColumn::Kind::item, *item, {}});
        else if (std::find(facts.begin(), facts.end(), name) != facts.end())
            columns_.push_back({CsvColumn::Kind::fact, 0, std::string{name}});
        else
            add_fault(header_, "unknown_item", name);
    }

    const engine::Instrument& instrument_;
    ScoreLine header_;
    std::vector<CsvColumn> columns_;
};

}  // namespace

std::unique_ptr<RecordFormat> csv_format(TextSource& source, const engine::Instrument& instrument) {
    return std::make_unique<CsvFormat>(source, instrument);
}

}  // namespace lika::service
