// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/archive.h"

#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>
#include <exception>
#include <sstream>

#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

constexpr std::int32_t archive_version = 1;
constexpr std::int32_t most_responses = 2000;

/// Writes and reads take the same fields in the same order through `field`.
class Writer {
public:
    explicit Writer(std::ostream& stream) : archive_(stream, boost::archive::no_header) {}

    void field(const std::int32_t& value) { archive_ << value; }
    void field(const std::int64_t& value) { archive_ << value; }
    void field(const std::string& value) { archive_ << value; }
    void field(const Instant& value) { field(std::int64_t{value.time_since_epoch().count()}); }
    void field(const std::vector<std::string>& value) { field(write_list(value)); }
    template <class Kind>
    void field(const engine::Id<Kind>& value) {
        field(value.value);
    }
    template <class T>
    void field(const std::optional<T>& value) {
        field(std::int32_t{value ? 1 : 0});
        if (value) field(*value);
    }
    void field(const Override& value);
    void field(const DraftResponse& value);
    void field(const std::vector<DraftResponse>& value) {
        field(static_cast<std::int32_t>(value.size()));
        for (const auto& response : value) field(response);
    }

private:
    boost::archive::text_oarchive archive_;
};

struct Malformed : std::exception {};

class Reader {
public:
    Reader(std::istringstream& stream, std::size_t size)
        : stream_(stream), size_(size), archive_(stream, boost::archive::no_header) {}

    void field(std::int32_t& value) { archive_ >> value; }
    void field(std::int64_t& value) { archive_ >> value; }
    void field(std::string& value) {
        refuse_longer_than_rest();
        archive_ >> value;
    }
    void field(Instant& value) {
        std::int64_t count = 0;
        field(count);
        value = Instant{Instant::duration{count}};
    }
    void field(std::vector<std::string>& value) {
        std::string text;
        field(text);
        auto list = read_list(text);
        if (!list) throw Malformed{};
        value = std::move(*list);
    }
    template <class Kind>
    void field(engine::Id<Kind>& value) {
        field(value.value);
    }
    template <class T>
    void field(std::optional<T>& value) {
        if (count_up_to(1) == 1) field(value.emplace());
    }
    void field(Override& value);
    void field(DraftResponse& value);
    void field(std::vector<DraftResponse>& value) {
        value.resize(static_cast<std::size_t>(count_up_to(most_responses)));
        for (auto& response : value) field(response);
    }

private:
    std::int32_t count_up_to(std::int32_t most) {
        std::int32_t count = 0;
        field(count);
        if (count < 0 || count > most) throw Malformed{};
        return count;
    }
    /// Boost would make room for whatever length stands there.
    void refuse_longer_than_rest() {
        const auto here = stream_.tellg();
        std::size_t length = 0;
        if (here < 0 || !(stream_ >> length) || length > size_ - static_cast<std::size_t>(here))
            throw Malformed{};
        stream_.seekg(here);
    }

    std::istringstream& stream_;
    std::size_t size_;
    boost::archive::text_iarchive archive_;
};

template <class Way, class Value>
void override_fields(Way& way, Value& value) {
    way.field(value.direction);
    way.field(value.reason_code);
    way.field(value.reason);
    way.field(value.author);
    way.field(value.approver);
    way.field(value.approval_reason);
}

template <class Way, class Value>
void response_fields(Way& way, Value& value) {
    way.field(value.item);
    way.field(value.rating);
    way.field(value.missing);
    way.field(value.evidence);
    way.field(value.sources);
    way.field(value.at);
    way.field(value.editor);
    way.field(value.revision);
}

template <class Way, class Value>
void assessment_fields(Way& way, Value& value) {
    way.field(value.id);
    way.field(value.in_case);
    way.field(value.instrument);
    way.field(value.version);
    way.field(value.digest);
    way.field(value.assessor);
    way.field(value.started_at);
    way.field(value.signed_at);
    way.field(value.assessed_on);
    way.field(value.revision);
    way.field(value.final_level);
    way.field(value.scored_level);
    way.field(value.discretionary);
    way.field(value.result);
    way.field(value.responses);
}

void Writer::field(const Override& value) {
    override_fields(*this, value);
}
void Writer::field(const DraftResponse& value) {
    response_fields(*this, value);
}
void Reader::field(Override& value) {
    override_fields(*this, value);
}
void Reader::field(DraftResponse& value) {
    response_fields(*this, value);
}

Assessment parse(const std::string& bytes) {
    std::istringstream stream{bytes};
    Assessment assessment;
    {
        Reader reader{stream, bytes.size()};
        std::int32_t version = 0;
        reader.field(version);
        if (version != archive_version) throw Malformed{};
        assessment_fields(reader, assessment);
    }
    if ((stream >> std::ws).peek() != std::istringstream::traits_type::eof()) throw Malformed{};
    assessment.state = AssessmentState::signed_;
    return assessment;
}

}  // namespace

std::string archive_mac(const SecretBytes& archive_key, const AssessmentId& id,
                        const std::string& bytes) {
    return keyed_mac(archive_key, sized("lika-archive-1") + sized(id.value) + sized(bytes));
}

engine::Result<Archive> seal_archive(const SecretBytes& archive_key, const Assessment& assessment) {
    std::ostringstream stream;
    {
        Writer writer{stream};
        writer.field(archive_version);
        assessment_fields(writer, assessment);
    }
    Archive archive{stream.str(), ""};
    if (archive.bytes.size() > longest_archive ||
        assessment.responses.size() > std::size_t{most_responses})
        return engine::Error{engine::ErrorKind::invalid, "too_long", "assessment"};
    archive.mac = archive_mac(archive_key, assessment.id, archive.bytes);
    return archive;
}

engine::Result<Assessment> open_archive(const SecretBytes& archive_key, const AssessmentId& id,
                                        const Archive& archive) try {
    const bool holds = archive.bytes.size() <= longest_archive &&
                       same_mac(archive.mac, archive_mac(archive_key, id, archive.bytes));
    if (!holds) return engine::Error{engine::ErrorKind::failed, "archive_mac", ""};
    return parse(archive.bytes);
} catch (const std::exception&) {  // Boost's archive_exception among them
    return engine::Error{engine::ErrorKind::failed, "archive_malformed", ""};
}

}  // namespace lika::storage::detail
