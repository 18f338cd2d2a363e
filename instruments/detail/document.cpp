// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/document.h"

#include <fmt/format.h>

#include "instruments/detail/scan.h"

namespace lika::instruments::detail {

bool read_document(std::string_view xml, const char* root, pugi::xml_document& document,
                   Report& report) {
    scan(xml, report);
    if (!report.empty()) return false;
    constexpr auto options = pugi::parse_escapes | pugi::parse_eol | pugi::parse_wconv_attribute;
    const auto parsed = document.load_buffer(xml.data(), xml.size(), options, pugi::encoding_utf8);
    if (!parsed)
        report.add(static_cast<std::size_t>(parsed.offset), "not_well_formed",
                   parsed.description());
    else if (document.document_element().name() != std::string_view{root})
        report.add(document.document_element(), "wrong_root",
                   fmt::format("the root element is <{}>, not <{}>", root,
                               cut(document.document_element().name())));
    return report.empty();
}

}  // namespace lika::instruments::detail
