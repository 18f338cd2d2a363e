// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/certificate.h"

#include <Poco/Exception.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>
#include <Poco/StreamCopier.h>

namespace lika::service {
namespace {

namespace fs = std::filesystem;

std::string names_of(const std::string& address) {
    std::string names = "subjectAltName=IP:127.0.0.1,IP:::1,DNS:localhost";
    Poco::Net::IPAddress parsed;
    if (Poco::Net::IPAddress::tryParse(address, parsed)) {
        if (!parsed.isLoopback() && !parsed.isWildcard()) names += ",IP:" + parsed.toString();
    } else if (address != "localhost") {
        names += ",DNS:" + address;
    }
    return names;
}

bool run_openssl(const fs::path& key, const fs::path& certificate, const std::string& address) {
    const Poco::Process::Args arguments{
        "req",     "-x509",        "-newkey", "ec",    "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes",  "-sha256",      "-days",   "3650",  "-subj",    "/CN=localhost",
        "-addext", names_of(address), "-keyout", key.string(), "-out", certificate.string()};
    try {
        Poco::Pipe said;   // what it prints is of no use to anybody
        const auto openssl = Poco::Process::launch("openssl", arguments, nullptr, &said, &said);
        Poco::PipeInputStream stream{said};
        std::string unused;
        Poco::StreamCopier::copyToString(stream, unused);
        return openssl.wait() == 0;
    } catch (const Poco::Exception&) {
        return false;
    }
}

}  // namespace

engine::Result<Certificate> ready_certificate(const fs::path& data, const std::string& address) {
    const fs::path folder = data / "tls";
    const Certificate ready{folder / "certificate.pem", folder / "key.pem"};
    if (fs::exists(ready.certificate) && fs::exists(ready.key)) return ready;

    const engine::Error failure{engine::ErrorKind::failed, "certificate_not_made", folder.string()};
    const fs::path new_key = folder / "key.new", new_certificate = folder / "certificate.new";
    std::error_code failed;
    fs::create_directories(folder, failed);
    fs::permissions(folder, fs::perms::owner_all, failed);
    if (failed || !run_openssl(new_key, new_certificate, address)) return failure;
    fs::permissions(new_key, fs::perms::owner_read | fs::perms::owner_write, failed);
    if (!failed) fs::rename(new_key, ready.key, failed);
    if (!failed) fs::rename(new_certificate, ready.certificate, failed);
    if (failed) return failure;
    return ready;
}

}  // namespace lika::service
