// SPDX-License-Identifier: EUPL-1.2
#include "service/consistency/picture_json.h"

namespace lika::service {
namespace {

using nlohmann::json;

/// A field of CSV (RFC 4180); a formula in a spreadsheet is none here, since no field begins with its signs but a number.
std::string field(const json& value) {
    if (value.is_null()) return "";
    const auto text = value.is_string() ? value.get<std::string>() : value.dump();
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
    return quoted + "\"";
}

struct Line {
    std::string table, district;
    json status, value, low, high, n, form, convention;
};

std::string text_of(const Line& line) {
    std::string text;
    for (const auto& cell : {json(line.table), json(line.district), line.status, line.value, line.low, line.high, line.n, line.form, line.convention})
        text += (text.empty() ? "" : ",") + field(cell);
    return text + "\r\n";
}

/// A measure inside a finding of the answer.
Line line_of(const std::string& table, const std::string& district, const json& found, const json& measured) {
    return {table, district, found.at("status"), measured.at("value"), measured.at("low"), measured.at("high"),
            found.contains("n") ? found.at("n") : json(), found.value("form", ""), found.value("convention", "")};
}

std::string district_lines(const std::string& table, const json& indicator, const char* measured) {
    std::string lines;
    for (auto one : indicator.at("districts")) {
        one["form"] = indicator.at("form");
        one["convention"] = indicator.at("convention");
        lines += text_of(line_of(table, one.at("district"), one, one.at(measured)));
    }
    return lines;
}

std::string counted_lines(const std::string& table, const json& indicator) {
    std::string lines = text_of(line_of(table + " city", "", indicator, indicator.at("city_share")));
    for (const char* measured : {"points", "median_odds_ratio", "vpc"})
        lines += text_of(line_of(table + " spread " + measured, "", indicator.at("spread"), indicator.at("spread").at(measured)));
    return lines + district_lines(table + " adjusted", indicator, "adjusted");
}

std::string item_lines(const json& items) {
    std::string lines;
    for (const auto& item : items.at("items")) {
        const std::string name = item.at("item");
        for (auto one : item.at("missing")) {
            one["value"] = one.at("share");
            lines += text_of(line_of("item missing " + name, one.at("district"), one, one));
        }
        for (const auto& one : item.at("bias"))
            lines += text_of({"item bias " + name + " " + one.at("group").get<std::string>(), "", one.at("status"), one.at("difference"),
                              {}, {}, one.at("n"), "Mantel's test, adjusted p " + field(one.at("p")), one.at("class")});
    }
    return lines;
}

}  // namespace

std::string figures_csv(const CityFigures& figures, const Services& services) {
    const auto picture = picture_json(figures, std::nullopt, services);
    std::string lines = "table,district,status,value,low,high,n,form,convention\r\n";
    const auto& agreement = picture.at("agreement");
    lines += text_of(line_of("agreement same band", "", agreement, agreement.at("same_share")));
    for (const char* beside : {"alpha", "ac2"})
        lines += text_of(line_of(std::string{"agreement "} + beside, "", agreement.at(beside), agreement.at(beside)));
    for (const char* indicator : {"high_band", "overrides_up", "overrides_down", "missing"})
        lines += counted_lines(indicator, picture.at(indicator));
    lines += district_lines("time median days", picture.at("time"), "median");
    for (auto month : picture.at("over_time").at("months")) {
        month["value"] = month.at("share");
        lines += text_of(line_of("high_band " + month.at("month").get<std::string>(), "", month, month));
    }
    return lines + item_lines(items_json(figures));
}

}  // namespace lika::service
