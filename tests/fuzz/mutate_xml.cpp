// SPDX-License-Identifier: EUPL-1.2
// Half of the new definitions are made by moving elements and attributes about in a tree, so that more of them are still XML.
#include <cstdint>
#include <cstring>
#include <pugixml.hpp>
#include <random>
#include <sstream>
#include <string>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t most);

namespace {

class Mutation {
public:
    Mutation(pugi::xml_document& document, unsigned seed) : random_(seed) { gather(document); }

    void make() {
        if (elements_.size() < 2) return;
        auto one = any_element(), other = any_element();
        switch (upto(7)) {
            case 0: return void(one.parent().remove_child(one));
            case 1: return void(other.parent().insert_copy_after(one, other));
            case 2: return void(other.append_copy(one));
            case 3: return void(other.parent().insert_move_after(one, other));
            case 4: return copy_attribute(one, other);
            case 5: return void(attribute_of(one) && one.remove_attribute(attribute_of(one)));
            case 6: return change_attribute(one);
            default: return change_text(one);
        }
    }

private:
    std::size_t upto(std::size_t most) { return random_() % (most + 1); }

    void gather(pugi::xml_node node) {
        for (const auto child : node.children())
            if (child.type() == pugi::node_element) {
                elements_.push_back(child);
                gather(child);
            }
    }

    /// The root is the first; it stays.
    pugi::xml_node any_element() { return elements_[1 + upto(elements_.size() - 2)]; }

    pugi::xml_attribute attribute_of(pugi::xml_node node) {
        std::vector<pugi::xml_attribute> attributes(node.attributes_begin(), node.attributes_end());
        return attributes.empty() ? pugi::xml_attribute{} : attributes[upto(attributes.size() - 1)];
    }

    void copy_attribute(pugi::xml_node from, pugi::xml_node to) {
        const auto attribute = attribute_of(from);
        if (!attribute) return;
        if (const auto old = to.attribute(attribute.name())) to.remove_attribute(old);
        to.append_copy(attribute);
    }

    void change_attribute(pugi::xml_node node) {
        auto attribute = upto(4) == 0 ? attribute_of(elements_.front()) : attribute_of(node);
        if (attribute) attribute.set_value(changed(attribute.value()).c_str());
    }

    void change_text(pugi::xml_node node) {
        auto text = node.text();
        if (text) text.set(changed(text.get()).c_str());
    }

    std::string changed(std::string text) {
        const auto size = text.size();
        text.resize(size + 16);
        text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
        return text;
    }

    std::mt19937 random_;
    std::vector<pugi::xml_node> elements_;
};

std::string mutated(const std::uint8_t* bytes, std::size_t size, unsigned seed) {
    pugi::xml_document document;
    if (!document.load_buffer(bytes, size, pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8)) return {};
    Mutation{document, seed}.make();
    std::ostringstream text;
    document.save(text, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return text.str();
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t most, unsigned seed) {
    const auto text = seed % 2 == 0 ? mutated(bytes, size, seed) : std::string{};
    if (text.empty() || text.size() > most) return LLVMFuzzerMutate(bytes, size, most);
    std::memcpy(bytes, text.data(), text.size());
    return text.size();
}
