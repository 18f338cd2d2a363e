// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace lika::tests {

/// A document with one structural change.
struct XmlMutant {
    std::string
        change;  ///< "drop", "blank", "guess", "-1" of attributes; "add attribute", "repeat" ...
    std::string element, attribute;
    std::string xml;
};

/// Every single structural change of a document: of each attribute and each element.
class XmlMutants {
public:
    explicit XmlMutants(const std::string& xml) {
        constexpr auto options = pugi::parse_full & ~pugi::parse_doctype;
        original_.load_buffer(xml.data(), xml.size(), options);
        elements(original_.document_element(), [](pugi::xml_node) {});
    }

    std::vector<XmlMutant> all() {
        for (std::size_t i = 0; i < count_; ++i) {
            of_attributes(i);
            of_element(i);
        }
        return std::move(mutants_);
    }

private:
    using Change = std::function<bool(pugi::xml_node)>;

    std::size_t elements(pugi::xml_node root, const std::function<void(pugi::xml_node)>& visit) {
        std::vector<pugi::xml_node> open{root};
        count_ = 0;
        while (!open.empty()) {
            const auto node = open.back();
            open.pop_back();
            ++count_;
            visit(node);
            for (const auto child : node.children())
                if (child.type() == pugi::node_element) open.push_back(child);
        }
        return count_;
    }

    pugi::xml_node nth(pugi::xml_document& document, std::size_t index) {
        pugi::xml_node found;
        std::size_t at = 0;
        elements(document.document_element(), [&](pugi::xml_node node) {
            if (at++ == index) found = node;
        });
        return found;
    }

    /// Applies one change to the nth element of a copy; one that cannot be made is left out.
    void make(std::size_t index, const char* change, const std::string& attribute,
              const Change& apply) {
        pugi::xml_document copy;
        copy.reset(original_);
        auto node = nth(copy, index);
        const std::string element = node.name();
        if (!apply(node)) return;
        std::ostringstream out;
        copy.save(out, "", pugi::format_raw);
        mutants_.push_back({change, element, attribute, out.str()});
    }

    void of_attributes(std::size_t index) {
        for (const auto attribute : nth(original_, index).attributes()) {
            const std::string name = attribute.name();
            make(index, "drop", name,
                 [&](auto node) { return node.remove_attribute(name.c_str()); });
            for (const char* value : {"", "guess", "-1"})
                make(index, *value == '\0' ? "blank" : value, name,
                     [&](auto node) { return node.attribute(name.c_str()).set_value(value); });
        }
    }

    void of_element(std::size_t index) {
        make(index, "add attribute", "colour",
             [](auto node) { return node.append_attribute("colour").set_value("red"); });
        make(index, "add element", "", [](auto node) { return bool(node.append_child("goal")); });
        make(index, "rename", "", [](auto node) { return node.set_name("goal"); });
        make(index, "stray text", "",
             [](auto node) { return node.prepend_child(pugi::node_pcdata).set_value("stray"); });
        if (index == 0) return;  // the rest is not for the root
        make(index, "remove", "", [](auto node) { return node.parent().remove_child(node); });
        make(index, "repeat", "",
             [](auto node) { return bool(node.parent().insert_copy_after(node, node)); });
        make(index, "move into the one before", "", [](auto node) {
            auto before = node.previous_sibling();
            while (before && before.type() != pugi::node_element)
                before = before.previous_sibling();
            return before && before.append_move(node);
        });
        make(index, "move out", "", [](auto node) {
            auto parent = node.parent();
            return parent.parent().type() == pugi::node_element &&
                   parent.parent().insert_move_after(node, parent);
        });
    }

    pugi::xml_document original_;
    std::size_t count_ = 0;
    std::vector<XmlMutant> mutants_;
};

}  // namespace lika::tests
