<#macro emailLayout>
<!DOCTYPE html>
<html lang="${locale.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;background:#f6f5f1;color:#1d1c1a;font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:520px;margin:0 auto;padding:28px;background:#ffffff;border:1px solid #e3e0d8;border-radius:10px">
<p style="margin:0 0 20px;font-weight:600"><#if url??><img src="${url.loginUrl?keep_before("/login-actions")}/countersign/logo" alt="" style="max-height:36px;max-width:160px;margin-right:10px;vertical-align:middle;border:0"></#if>${agency!(realmName!"")}</p>
<#nested>
</div>
</body>
</html>
</#macro>
